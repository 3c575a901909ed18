#include "direct.hpp"

#include "until.hpp"

#include <cstdlib>
#include <iostream>
#include <stdexcept>

namespace vitrail::test {

using namespace std::chrono_literals;

namespace {

constexpr int composed_zpos = 5, above = 10, below = 1;

Content content_of(BufferRef const& buffer)
{
    static std::uint64_t serial = 0;
    wlr_dmabuf_attributes dmabuf{};
    wlr_buffer_get_dmabuf(buffer.get(), &dmabuf);
    return {.buffer = buffer, .size = buffer.size(), .memory = Memory::Dmabuf, .format = Format{dmabuf.format},
        .modifier = dmabuf.modifier, .serial = ++serial};
}

} // namespace

/// By pixman: Mesa keeps a card open that it has seen once, and tests make theirs anew.
DirectDisplays::DirectDisplays()
{
    setenv("WLR_RENDERER", "pixman", 1);
    std::cout.flush(); // the embedded seatd is a fork of this process
    auto backend = Backend::create(loop_, {.kind = BackendKind::Kms});
    if (!backend)
        throw std::runtime_error{backend.error().message};
    backend_ = std::move(*backend);
    auto renderer = Renderer::create(backend_->c());
    if (!renderer)
        throw std::runtime_error{renderer.error().message};
    renderer_ = std::move(*renderer);
    backend_->events.display_added = [this](std::shared_ptr<Scanout> display) { add(std::move(display)); };
    backend_->events.display_removed = [this](Scanout& display) { displays_.erase(display.identity().connector); };
    if (!backend_->start(renderer_->c(), renderer_->allocator()))
        throw std::runtime_error{"the backend does not start"};
    if (!turn_until([&] { return std::ranges::all_of(displays_, [&](auto& d) { return shown(*d.second); }); }))
        throw std::runtime_error{"the displays show nothing"};
}

DirectDisplays::~DirectDisplays()
{
    backend_->events.display_removed = nullptr;
    displays_.clear();
    backend_.reset();
    renderer_.reset();
}

void DirectDisplays::add(std::shared_ptr<Scanout> display)
{
    auto* d = display.get();
    asked_[d] = 0;
    in_flight_[d] = 0;
    if (!display->enable(std::nullopt))
        throw std::runtime_error{"a display cannot be turned on"};
    in_flight_[d] = 1; // of the black picture
    display->events.presented = [this, d](Presented const&) { in_flight_[d] = 0; };
    display->events.needs_frame = [this, d] { ++asked_[d]; };
    displays_[display->identity().connector] = std::move(display);
}

bool DirectDisplays::turn_until(std::function<bool()> const& condition)
{
    return until([&] {
        wl_event_loop_dispatch(loop_.c(), 0);
        return condition();
    });
}

bool DirectDisplays::commit(Scanout& display, Frame const& frame)
{
    if (display.commit(frame) != Commit::Queued)
        return false;
    in_flight_[&display] = 1;
    return true;
}

bool DirectDisplays::show(Scanout& display, Frame const& frame)
{
    return commit(display, frame) && turn_until([&] { return shown(display); });
}

std::vector<PlaneCaps> overlays(Scanout const& display)
{
    auto out = display.caps().planes;
    std::erase_if(out, [](PlaneCaps const& p) { return p.type != PlaneType::Overlay; });
    return out;
}

Hand::Hand(Scanout& display, BufferRef composed) : display_{display}
{
    stack_->size = display.mode().size;
    frame.stack = stack_;
    frame.composed = std::move(composed);
    frame.composed_damage = Rect<OutputPx>::of(frame.stack->size);
    frame.assignment.composed = display.caps().find(PlaneType::Primary)->id;
    frame.assignment.composed_zpos = composed_zpos;
}

Layer& Hand::put(std::size_t index, int zpos, BufferRef const& buffer, Rect<OutputPx> dest)
{
    auto const content = std::make_shared<Content>(content_of(buffer));
    stack_->layers.push_back({
        .id = SourceId{stack_->layers.size() + 1},
        .content = content,
        .source = FRect<BufferPx>::of(Rect<BufferPx>::of(content->size)),
        .dest = dest,
        .opaque = has_alpha(content->format) ? Region<OutputPx>{} : Region<OutputPx>{dest},
        .visible = dest,
    });
    frame.assignment.placements.push_back({overlays(display_).at(index).id, Verdict::OnPlane, zpos});
    return stack_->layers.back();
}

Layer& Hand::overlay(std::size_t index, BufferRef const& buffer, Rect<OutputPx> dest)
{
    return put(index, above + int(index), buffer, dest);
}

Layer& Hand::underlay(std::size_t index, BufferRef const& buffer, Rect<OutputPx> dest)
{
    return put(index, below + int(index), buffer, dest);
}

} // namespace vitrail::test
