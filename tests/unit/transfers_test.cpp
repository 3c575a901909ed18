// Texts on their way between Vitrail and programs that are slow, greedy, or gone.

#include "input/transfers.hpp"

#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <fcntl.h>
#include <memory>
#include <optional>
#include <string>
#include <sys/mman.h>
#include <unistd.h>
#include <utility>
#include <vector>

using namespace vitrail;

namespace {

/// An event loop that turns when it is told to.
class Loop {
public:
    Loop() { std::signal(SIGPIPE, SIG_IGN); }
    Loop(Loop const&) = delete;
    ~Loop() { wl_event_loop_destroy(c_); }

    [[nodiscard]] wl_event_loop* c() const { return c_; }
    void turn(int times = 10)
    {
        for (int i = 0; i < times; ++i)
            wl_event_loop_dispatch(c_, 0);
    }

private:
    wl_event_loop* c_ = wl_event_loop_create();
};

/// Neither end of it blocks.
struct Ends {
    Ends()
    {
        int ends[2];
        REQUIRE(::pipe2(ends, O_CLOEXEC | O_NONBLOCK) == 0);
        from = Fd{ends[0]};
        to = Fd{ends[1]};
    }
    /// Puts a short text in.
    void put(std::string const& text) const { REQUIRE(::write(to.get(), text.data(), text.size()) == ssize_t(text.size())); }
    /// Takes out what there is; true when nothing will come after it.
    bool take(std::string& text) const
    {
        char piece[4096];
        ssize_t got = 0;
        while ((got = ::read(from.get(), piece, sizeof piece)) > 0)
            text.append(piece, std::size_t(got));
        return got == 0;
    }

    Fd from, to;
};

std::shared_ptr<std::string const> text_of(std::size_t size, char what = 'x')
{
    return std::make_shared<std::string const>(size, what);
}

constexpr std::size_t more_than_a_pipe = 200'000;

} // namespace

TEST_CASE("what a program sends is taken in to its end, unless it is too much")
{
    Loop loop;
    Ends ends;
    std::optional<Intake::End> over;
    Intake intake{loop.c(), std::move(ends.from), 8, [&](Intake::End how) { over = how; }};
    ends.put("hello");
    loop.turn();
    CHECK(!over.has_value());
    CHECK(intake.size() == 5);
    SECTION("all of it")
    {
        ends.to.reset();
        loop.turn();
        CHECK(over == Intake::End::Complete);
        CHECK(intake.take() == "hello");
    }
    SECTION("too much")
    {
        ends.put("again");
        loop.turn();
        CHECK(over == Intake::End::TooMuch);
    }
}

TEST_CASE("a reader gets all of a text, as fast as it reads; one that goes costs nothing any more")
{
    Loop loop;
    Outlets outlets{loop.c()};
    Ends ends;
    outlets.send(text_of(more_than_a_pipe), std::move(ends.to));
    loop.turn();
    CHECK(outlets.readers() == 1);
    SECTION("it reads")
    {
        std::string got;
        bool ended = false;
        for (int i = 0; i < 100 && !ended; ++i) {
            ended = ends.take(got);
            loop.turn();
        }
        CHECK(ended);
        CHECK(got == *text_of(more_than_a_pipe));
    }
    SECTION("it goes")
    {
        ends.from.reset();
        loop.turn();
    }
    CHECK(outlets.readers() == 0);
}

TEST_CASE("readers that never read keep neither many descriptors nor many texts")
{
    Loop loop;
    Outlets outlets{loop.c()};
    std::vector<Ends> all(2 * Outlets::most_readers);
    SECTION("of one text")
    {
        auto const text = text_of(more_than_a_pipe);
        for (auto& each : all)
            outlets.send(text, std::move(each.to));
        CHECK(outlets.readers() == Outlets::most_readers);
    }
    SECTION("of many texts")
    {
        for (auto& each : all)
            outlets.send(text_of(more_than_a_pipe), std::move(each.to));
        CHECK(outlets.readers() == Outlets::most_texts);
    }
    loop.turn();
    std::string got;
    CHECK(all.front().take(got)); // the oldest ones have given way
    CHECK_FALSE(all.back().take(got));
}

TEST_CASE("nothing is written to a file, which nobody can wait for")
{
    Loop loop;
    Outlets outlets{loop.c()};
    Fd const file{::memfd_create("reader", MFD_CLOEXEC)};
    REQUIRE(file.get() >= 0);
    outlets.send(text_of(100), Fd{::fcntl(file.get(), F_DUPFD_CLOEXEC, 0)});
    loop.turn();
    CHECK(outlets.readers() == 0);
    CHECK(::lseek(file.get(), 0, SEEK_END) == 0);
}
