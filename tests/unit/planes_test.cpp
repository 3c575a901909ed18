// The plane decision: a row per arrangement of layers, and what is remembered of a display's answers.

#include "planes/plane_allocator.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail;

namespace {

constexpr Size<OutputPx> screen{1024, 768};
constexpr PlaneId primary{1}, cursor_plane{2};
constexpr Format xrgb{0x34325258}, argb{0x34325241};

/// Stands for a buffer: the decision looks at what it is, not at what is in it, so nothing may ever be released.
wlr_buffer* some_buffer()
{
    static int marker = 0;
    return reinterpret_cast<wlr_buffer*>(&marker);
}

struct Scene {
    LayerStack stack{.size = screen};
    DisplayCaps caps{.planes = {{.id = primary, .type = PlaneType::Primary},
                                {.id = cursor_plane, .type = PlaneType::Cursor, .cursor_sizes = {{64, 64}}}}};
    PlaneAllocator planes;
    bool answer = true;
    int asked = 0;

    Scene() { caps.planes[0].formats.add(xrgb, 0); }
    ~Scene()
    {
        for (auto& l : stack.layers)
            if (l.content)
                std::construct_at(&l.content->buffer); // forgotten, not released: see some_buffer
    }

    Layer& add(Rect<OutputPx> dest, Memory memory = Memory::Dmabuf, Format format = xrgb)
    {
        auto content = std::make_shared<Content>();
        content->buffer = BufferRef::adopt(some_buffer());
        content->size = {dest.width, dest.height};
        content->memory = memory;
        content->format = format;
        content->serial = 1;
        stack.layers.push_back({.id = {stack.layers.size() + 1},
                                .content = content,
                                .source = {0, 0, double(dest.width), double(dest.height)},
                                .dest = dest,
                                .opaque = format == xrgb ? Region<OutputPx>{dest} : Region<OutputPx>{},
                                .visible = dest});
        return stack.layers.back();
    }
    Layer& add_cursor(int size = 24)
    {
        auto& l = add({100, 100, size, size}, Memory::Shm, argb);
        l.role = LayerRole::Cursor;
        return l;
    }
    Assignment assign(PlaneAllocator::Constraints constraints = {})
    {
        return planes.assign(stack, caps, constraints, [this](Assignment const&) {
            ++asked;
            return answer;
        });
    }
    Verdict verdict(std::size_t i = 0) { return assign().placements[i].verdict; }
};

Rect<OutputPx> const whole = Rect<OutputPx>::of(screen);

} // namespace

TEST_CASE("one opaque dmabuf that covers the screen is scanned out")
{
    Scene s;
    s.add(whole);
    auto const a = s.assign();
    CHECK(a.placements[0] == Placement{primary, Verdict::OnPlane});
    CHECK_FALSE(a.needs_composition());
}

TEST_CASE("a cursor above a covering layer costs no composition")
{
    Scene s;
    s.add_cursor();
    s.add(whole);
    auto const a = s.assign();
    CHECK(a.placements[0].plane == cursor_plane);
    CHECK(a.placements[1].plane == primary);
    CHECK_FALSE(a.needs_composition());
}

TEST_CASE("every layer that is composed says why")
{
    Scene s;
    SECTION("it does not cover") { s.add({0, 0, 640, 480}); CHECK(s.verdict() == Verdict::NotCovering); }
    SECTION("something lies above")
    {
        s.add({10, 10, 50, 50});
        s.add(whole);
        CHECK(s.verdict(0) == Verdict::NotCovering);
        CHECK(s.verdict(1) == Verdict::Covered);
    }
    SECTION("shared memory") { s.add(whole, Memory::Shm); CHECK(s.verdict() == Verdict::NotDmabuf); }
    SECTION("a single pixel") { s.add(whole, Memory::SinglePixel); CHECK(s.verdict() == Verdict::SolidColor); }
    SECTION("a format no plane reads")
    {
        s.add(whole).opaque = whole;
        std::const_pointer_cast<Content>(s.stack.layers[0].content)->modifier = 7;
        CHECK(s.verdict() == Verdict::FormatModifier);
    }
    SECTION("translucent pixels") { s.add(whole, Memory::Dmabuf, argb); CHECK(s.verdict() == Verdict::Alpha); }
    SECTION("fading") { s.add(whole).alpha = 0.5F; CHECK(s.verdict() == Verdict::Alpha); }
    SECTION("turned") { s.add(whole).transform = Transform::R180; CHECK(s.verdict() == Verdict::Rotation); }
    SECTION("scaled, on a plane that cannot")
    {
        s.caps.planes[0].scales = false;
        s.add(whole).source = {0, 0, 512, 384};
        CHECK(s.verdict() == Verdict::ScalingLimit);
    }
    SECTION("refused by the display") { s.answer = false; s.add(whole); CHECK(s.verdict() == Verdict::RefusedByTest); }
    SECTION("recorded")
    {
        s.add(whole);
        CHECK(s.assign({.compose_all = true}).placements[0] == Placement{std::nullopt, Verdict::Capture});
        return; // and a moment later nobody records any more
    }
    SECTION("a cursor that is too large for its plane")
    {
        s.add_cursor(200);
        s.add(whole);
        CHECK(s.verdict(0) == Verdict::SoftwareCursor);
        CHECK(s.verdict(1) == Verdict::Covered);
    }
    SECTION("a cursor without a plane")
    {
        s.caps.planes.pop_back();
        s.add_cursor();
        CHECK(s.verdict() == Verdict::SoftwareCursor);
    }
    CHECK(s.assign().needs_composition());
}

TEST_CASE("a display that reads shared memory shows it directly")
{
    Scene s;
    s.caps.shows_shm = true;
    s.caps.planes[0].formats = {};
    s.add(whole, Memory::Shm);
    CHECK(s.verdict() == Verdict::OnPlane);
}

TEST_CASE("a client that only swaps buffers is asked about once")
{
    Scene s;
    s.add_cursor();
    s.add(whole);
    for (int frame = 0; frame < 100; ++frame) {
        std::const_pointer_cast<Content>(s.stack.layers[1].content)->serial++;
        s.stack.layers[0].dest.x = frame; // and the pointer moves
        CHECK_FALSE(s.assign().needs_composition());
    }
    CHECK(s.asked == 1);
}

TEST_CASE("a commit that failed after its test is not tried again until something changes")
{
    Scene s;
    s.add(whole);
    auto const tried = s.assign();
    s.planes.commit_failed(s.stack, tried);
    CHECK(s.verdict() == Verdict::CommitFailed);
    CHECK(s.asked == 1);
    SECTION("another mode") { s.planes.forget(); }
    SECTION("another size") { std::const_pointer_cast<Content>(s.stack.layers[0].content)->size = {2048, 768}; }
    CHECK(s.verdict() == Verdict::OnPlane);
}

TEST_CASE("a cursor plane whose commit failed is not tried again, and the cursor is composed")
{
    Scene s;
    s.add_cursor();
    s.add({0, 0, 640, 480});
    auto const tried = s.assign();
    REQUIRE(tried.placements[0].plane == cursor_plane);
    s.planes.commit_failed(s.stack, tried);
    CHECK(s.assign().placements[0] == Placement{std::nullopt, Verdict::CommitFailed});
    s.stack.layers[0].dest.x += 10; // moving changes nothing about it
    CHECK(s.verdict(0) == Verdict::CommitFailed);
    s.planes.forget();
    CHECK(s.verdict(0) == Verdict::OnPlane);
}

TEST_CASE("nothing to show is composed: the background must be painted")
{
    Scene s;
    CHECK(s.assign().needs_composition());
}
