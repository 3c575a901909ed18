#include "step.hpp"

#include "vocabulary.hpp"

#include <algorithm>
#include <cstring>
#include <format>
#include <sstream>
#include <stdexcept>

namespace vitrail::test {

static_assert(sizeof(Step) == Step::size);

namespace {

constexpr std::size_t most_steps = 256;

template <class T> T chosen(T below, std::minstd_rand& random) { return T(random() % std::uint32_t(below)); }

Step random_step(std::minstd_rand& random)
{
    auto const words = vocabulary();
    Step out{.what = words[chosen(words.size(), random)].hash};
    if (random() % 4 == 0)
        out.client = std::uint8_t(random());
    if (random() % 4 == 0)
        out.object = std::uint8_t(random());
    for (auto& choice : out.choices)
        if (random() % 3 == 0)
            choice = std::uint8_t(random());
    return out;
}

void change(Step& step, std::minstd_rand& random)
{
    switch (random() % 8) {
    case 0: step.what = random_step(random).what; break;
    case 1: step.client = std::uint8_t(random() % 4); break;
    case 2: step.object = std::uint8_t(random()); break;
    case 3: step.choices = {}; break;
    default: step.choices[chosen(step.choices.size(), random)] = std::uint8_t(random());
    }
}

/// Does one thing to them; they are not empty.
void mutate_once(std::vector<Step>& steps, std::minstd_rand& random)
{
    auto const at = steps.begin() + std::ptrdiff_t(chosen(steps.size(), random));
    auto const end = at + 1 + std::ptrdiff_t(chosen(std::size_t(std::min<std::ptrdiff_t>(steps.end() - at, 8)), random));
    switch (random() % 8) {
    case 0: steps.erase(at, at + 1); break;
    case 1: steps.erase(at, end); break;
    case 2: {
        std::vector<Step> const part{at, end};
        steps.insert(steps.begin() + std::ptrdiff_t(chosen(steps.size(), random)), part.begin(), part.end());
        break;
    }
    case 3: std::swap(*at, steps[chosen(steps.size(), random)]); break;
    case 4: change(*at, random); break;
    default: steps.insert(at + std::ptrdiff_t(random() % 2), random_step(random));
    }
}

/// The step that a line says; none for one that is empty.
bool read_line(std::string const& line, Step& step)
{
    std::istringstream words{line.substr(0, line.find('#'))};
    std::string name;
    if (!(words >> name))
        return false;
    step.what = hash_of(name);
    if (word_for(step.what).name != name)
        throw std::runtime_error{"no step is called " + name};
    std::vector<std::uint8_t> numbers;
    for (unsigned number = 0; words >> number;)
        numbers.push_back(std::uint8_t(number));
    if (!words.eof() || numbers.size() > step.choices.size() + 2)
        throw std::runtime_error{"not a step: " + line};
    numbers.resize(step.choices.size() + 2);
    step.client = numbers[0];
    step.object = numbers[1];
    std::copy(numbers.begin() + 2, numbers.end(), step.choices.begin());
    return true;
}

} // namespace

std::vector<Step> steps_of(std::span<std::uint8_t const> bytes)
{
    std::vector<Step> out(std::min(bytes.size() / Step::size, most_steps));
    if (!out.empty())
        std::memcpy(out.data(), bytes.data(), out.size() * Step::size);
    return out;
}

std::vector<std::uint8_t> bytes_of(std::span<Step const> steps)
{
    std::vector<std::uint8_t> out(steps.size() * Step::size);
    if (!out.empty())
        std::memcpy(out.data(), steps.data(), out.size());
    return out;
}

std::vector<Step> steps_of_text(std::string_view text)
{
    std::vector<Step> out;
    std::istringstream lines{std::string{text}};
    for (std::string line; std::getline(lines, line);)
        if (Step step; read_line(line, step))
            out.push_back(step);
    return out;
}

std::string text_of(std::span<Step const> steps)
{
    std::string out;
    for (auto const& step : steps) {
        std::vector<int> numbers{step.client, step.object};
        numbers.insert(numbers.end(), step.choices.begin(), step.choices.end());
        while (!numbers.empty() && numbers.back() == 0)
            numbers.pop_back();
        out += word_for(step.what).name;
        for (int const number : numbers)
            out += std::format(" {}", number);
        out += '\n';
    }
    return out;
}

void mutate(std::vector<Step>& steps, std::minstd_rand& random)
{
    for (auto times = 1 + random() % 4; times > 0; --times)
        if (steps.empty())
            steps.push_back(random_step(random));
        else
            mutate_once(steps, random);
    if (steps.size() > most_steps)
        steps.resize(most_steps);
}

std::vector<Step> crossed(std::span<Step const> first, std::span<Step const> second, std::minstd_rand& random)
{
    auto const head = first.first(chosen(first.size() + 1, random));
    auto const tail = second.subspan(chosen(second.size() + 1, random));
    std::vector<Step> out{head.begin(), head.end()};
    out.insert(out.end(), tail.begin(), tail.end());
    if (out.size() > most_steps)
        out.resize(most_steps);
    return out;
}

} // namespace vitrail::test
