#include "control/lines.hpp"

#include <utility>

namespace vitrail {

std::vector<LineReader::Line> LineReader::take(std::string_view bytes)
{
    std::vector<Line> out;
    for (;;) {
        auto const end = bytes.find('\n');
        auto const part = bytes.substr(0, end);
        too_long_ |= begun_.size() + part.size() > longest_;
        if (too_long_)
            begun_ = {};
        else
            begun_ += part;
        if (end == std::string_view::npos)
            return out;
        auto line = std::exchange(begun_, {});
        out.push_back(std::exchange(too_long_, false) ? Line{} : Line{std::move(line)});
        bytes.remove_prefix(end + 1);
    }
}

bool LineQueue::add(std::string_view line)
{
    if (waiting().size() > most_)
        return false;
    bytes_ += line;
    bytes_ += '\n';
    return true;
}

void LineQueue::written(std::size_t count)
{
    written_ += count;
    if (empty() || written_ > most_) { // what is read already does not pile up
        bytes_.erase(0, written_);
        written_ = 0;
    }
}

} // namespace vitrail
