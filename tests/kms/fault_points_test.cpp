// Everything that Vitrail asks the kernel and the libraries below it for fails once, at each call in turn: it goes on and
// shows the right picture, or, where it cannot even begin, says why.

#include "amount.hpp"
#include "client_dmabuf.hpp"
#include "client_screencopy.hpp"
#include "client_window.hpp"
#include "crc.hpp"
#include "fault_plan.hpp"
#include "guest.hpp"
#include "knob.hpp"
#include "until.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

struct Fault {
    char const* name;
    FaultPoint point;
    int error;
    int times = 1;
};

constexpr Fault faults[] = {
    {"a refused test", FaultPoint::AtomicTest, EINVAL},
    {"tests without memory", FaultPoint::AtomicTest, ENOMEM, 3},
    {"an interrupted test", FaultPoint::AtomicTest, EINTR},
    {"tests after another session took the display", FaultPoint::AtomicTest, EACCES, 5},
    {"a refused commit", FaultPoint::AtomicCommit, EINVAL},
    {"a commit without memory", FaultPoint::AtomicCommit, ENOMEM},
    {"an interrupted commit", FaultPoint::AtomicCommit, EINTR},
    {"commits while the display is busy", FaultPoint::AtomicCommit, EBUSY, 3},
    {"commits after another session took the display", FaultPoint::AtomicCommit, EACCES, 5},
    {"a lost flip", FaultPoint::FlipEvent, 0},
    {"a refused framebuffer", FaultPoint::AddFramebuffer, EINVAL},
    {"framebuffers without memory", FaultPoint::AddFramebuffer, ENOMEM, 3},
    {"a buffer that the display cannot import", FaultPoint::ImportBuffer, EINVAL},
    {"a buffer that cannot be exported", FaultPoint::ExportBuffer, EMFILE},
    {"no memory of the device", FaultPoint::DumbBuffer, ENOMEM},
    {"no property blob", FaultPoint::PropertyBlob, ENOMEM},
    {"no sync object", FaultPoint::SyncObject, ENOMEM},
    {"no GPU buffer", FaultPoint::GbmBuffer, ENOMEM},
    {"no EGL image", FaultPoint::EglImage, 0},
    {"no EGL context", FaultPoint::EglCurrent, 0},
    {"no buffer", FaultPoint::Buffer, ENOMEM},
    {"no next buffer", FaultPoint::Swapchain, 0, 3},
    {"no texture", FaultPoint::Texture, ENOMEM},
    {"no textures", FaultPoint::Texture, ENOMEM, 4},
    {"no render pass", FaultPoint::RenderPass, ENOMEM},
    {"no protocol object", FaultPoint::Resource, ENOMEM},
    {"words that cannot be sent", FaultPoint::Send, EPIPE},
    {"words that are sent without memory", FaultPoint::Send, ENOBUFS},
    {"interrupted words", FaultPoint::Send, EINTR},
    {"words that are not received", FaultPoint::Receive, ECONNRESET},
    {"no room to map a file", FaultPoint::Map, ENOMEM},
    {"no file in memory", FaultPoint::MemoryFile, EMFILE},
    {"no second descriptor", FaultPoint::Duplicate, EMFILE},
    {"no timer", FaultPoint::Timer, EMFILE},
    {"nothing more can be watched", FaultPoint::Watch, ENOSPC},
};

/// At which calls: all up to the 200th, or some, more of them early.
std::vector<int> calls_to_fail()
{
    std::vector<int> out;
    for (int n = 1; n <= 200; n += amount(20) == 20 ? 1 : 1 + n / 2)
        out.push_back(n);
    return out;
}

/// A picture in the memory that planes show, or, where nobody takes that (pixman), in shared memory.
class Drawing {
public:
    Drawing(TestClient& client, Extent size, Argb color)
    {
        if (client.globals.dmabuf)
            planar_.emplace(client, size, PixelFormat::Xrgb8888).fill(color);
        else
            shared_.emplace(client, size, color);
    }

    void fill(int x, int y, int width, int height, Argb color)
    {
        if (planar_)
            planar_->fill(x, y, width, height, color);
        else
            shared_->fill(x, y, width, height, color);
    }
    [[nodiscard]] ClientBuffer const* buffer() const
    {
        return planar_ ? static_cast<ClientBuffer const*>(&*planar_) : &*shared_;
    }

private:
    std::optional<TestDmabuf> planar_;
    std::optional<TestBuffer> shared_;
};

/// A client with a film, a text and a picture behind both, and all that a session asks for on the way to that.
class Show {
public:
    explicit Show(Vitrail const& vitrail) : guest_{vitrail}
    {
        for (int i = 0; i < 2; ++i)
            film_[i].fill(10 * i, 20, 30, 40, i ? green : yellow);
        film_surface_.set_position(20, 20);
        text_surface_.set_position(150, 100);
        text_surface_.surface().attach(&text_);
        text_surface_.surface().commit();
    }

    /// From the first frame to the last one, which stays. Throws when the connection is lost on the way.
    void play(bool unplug)
    {
        for (int i = 0; i < 4; ++i)
            frame(i % 2);
        { Screencopy const picture{guest_.client(), false}; }
        {
            TestWindow dialogue{guest_.client(), {.size = {90, 60}, .color = red}};
            guest_.present(dialogue.surface());
        }
        if (unplug) {
            unplug_display();
            guest_.turn();
            plug_display();
            guest_.turn();
        }
        film_surface_.surface().attach(film_[0].buffer());
        film_surface_.surface().commit();
        root_.surface().attach(back_[0].buffer());
        root_.surface().commit();
        guest_.turn();
        if (!guest_.client().alive())
            throw std::runtime_error{"the connection is lost"};
    }

    /// Asks whoever it is connected with.
    [[nodiscard]] bool connected()
    {
        guest_.turn();
        return guest_.client().alive();
    }

private:
    void frame(int i)
    {
        film_surface_.surface().attach(film_[i].buffer());
        film_surface_.surface().commit();
        root_.surface().attach(back_[i].buffer());
        guest_.present(root_.surface());
    }

    static constexpr Extent all{320, 240}, part{100, 80};

    Guest guest_;
    TestWindow root_{guest_.client(), {.size = all, .fullscreen = true}};
    Drawing back_[2] = {{guest_.client(), all, 0xff604020}, {guest_.client(), all, 0xff204060}};
    Drawing film_[2] = {{guest_.client(), part, blue}, {guest_.client(), part, grey}};
    TestBuffer text_{guest_.client(), {60, 30}, white};
    TestSubsurface film_surface_{root_.surface()}, text_surface_{root_.surface()};
};

/// A Vitrail whose world fails as planned, and what its display shows when nothing does.
class Stage {
public:
    Stage()
    {
        start();
        if (!play(false))
            throw std::runtime_error{"there is no picture: " + log()};
        right_ = crc_now();
    }
    ~Stage()
    {
        show_.reset();
        if (vitrail_)
            vitrail_->stop();
    }
    Stage(Stage const&) = delete;
    Stage& operator=(Stage const&) = delete;

    [[nodiscard]] FaultPlanFile& plan() { return plan_; }
    [[nodiscard]] std::string log() { return vitrail_ ? vitrail_->process().output() : ""; }
    [[nodiscard]] bool running() { return vitrail_ && vitrail_->process().running(); }

    /// Throws DoesNotServe.
    void start()
    {
        show_.reset();
        vitrail_.reset();
        vitrail_.emplace(std::vector<std::string>{},
                         Process::Environment{{"LD_PRELOAD", VITRAIL_FAULT_POINTS_LIBRARY}, {"VITRAIL_FAULT_PLAN", plan_.file().string()}});
    }

    /// A client's whole life, up to a picture that stays. False: its connection was lost.
    bool play(bool unplug)
    {
        show_.reset();
        try {
            show_ = std::make_unique<Show>(*vitrail_);
            show_->play(unplug);
            return true;
        } catch (std::runtime_error const& why) {
            UNSCOPED_INFO("the client: " << why.what());
            if (unplug)
                plug_display();
            return false;
        }
    }

    /// Does the display come to show the picture, without another word of the client?
    [[nodiscard]] bool shows_it() const
    {
        return until([&] {
            try {
                return crc_now() == right_;
            } catch (std::runtime_error const&) {
                return false; // it is off
            }
        }, 5s, 50ms);
    }

    /// Has its client got a connection? It may have lost it with the last word that it was to hear.
    [[nodiscard]] bool connected() { return show_ && show_->connected(); }

private:
    FaultPlanFile plan_;
    std::optional<Vitrail> vitrail_;
    std::unique_ptr<Show> show_;
    std::uint32_t right_ = 0;
};

/// Later rounds make the calls of earlier ones again.
unsigned most_rounds() { return unsigned(amount(60, 8)); }

/// Did it say what is wrong, and end by itself?
bool ended_well(DoesNotServe const& end)
{
    constexpr int by_signal = 128;
    return end.status && *end.status > 0 && *end.status < by_signal && std::string_view{end.what()}.contains("vitrail: error: ");
}

} // namespace

TEST_CASE("whatever call fails while it runs, Vitrail goes on and the picture is right again")
{
    auto const fault = GENERATE(from_range(faults));
    CAPTURE(fault.name);
    Stage stage;
    std::ignore = stage.plan().take_calls(fault.point);
    REQUIRE(stage.play(true));
    REQUIRE(stage.shows_it());
    unsigned const in_a_round = stage.plan().take_calls(fault.point);
    int struck = 0;
    for (int const n : calls_to_fail()) {
        CAPTURE(n);
        if (unsigned(n) > in_a_round * most_rounds())
            break;
        stage.plan().arm(fault.point, n, fault.error, fault.times);
        bool finished = true;
        for (unsigned round = 0; finished && !stage.plan().struck() && round <= unsigned(n) / in_a_round + 1; ++round)
            finished = stage.play(round % 2 == 0);
        bool const happened = stage.plan().disarm() > 0;
        struck += happened;
        INFO(stage.log());
        REQUIRE(stage.running());
        CHECK((finished || happened));
        if (finished)
            CHECK((stage.shows_it() || !stage.connected()));
        REQUIRE(stage.play(false));
        REQUIRE(stage.shows_it());
    }
    std::printf("# %s: %u calls in a round, failed %d times\n", fault.name, in_a_round, struck);
}

TEST_CASE("whatever call fails while it starts, Vitrail shows the right picture or says why it cannot")
{
    auto const fault = GENERATE(from_range(faults));
    CAPTURE(fault.name);
    Stage stage;
    std::ignore = stage.plan().take_calls(fault.point);
    stage.start();
    unsigned const at_start = stage.plan().take_calls(fault.point);
    int struck = 0, ended = 0;
    for (int const n : calls_to_fail()) {
        CAPTURE(n);
        if (unsigned(n) > at_start)
            break;
        stage.plan().arm(fault.point, n, fault.error, fault.times);
        bool serves = true;
        try {
            stage.start();
        } catch (DoesNotServe const& end) {
            INFO(end.what() << "its status: " << end.status.value_or(-1));
            CHECK(ended_well(end));
            serves = false;
        }
        struck += stage.plan().disarm() > 0;
        ended += !serves;
        if (!serves)
            continue;
        INFO(stage.log());
        CHECK(stage.play(false));
        CHECK(stage.shows_it());
    }
    std::printf("# %s: %u calls at the start, failed %d times, %d times it ended\n", fault.name, at_start, struck, ended);
}
