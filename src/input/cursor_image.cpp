#include "input/cursor_image.hpp"

#include "base/wlr.hpp"
#include "input/bounded_offset.hpp"

#include <utility>

namespace vitrail {

CursorImage::CursorImage(EventLoop& loop, Scene& scene)
    : loop_{loop}, stratum_{scene.stratum(Stratum::Cursor)}, picture_{stratum_}, animation_{loop, [this] { next_frame(); }}
{
    picture_.set_enabled(false);
}

void CursorImage::set_theme(CursorConfig const& config)
{
    theme_ = CursorTheme{config};
    loaded_shape_.clear();
    update();
}

void CursorImage::show_shape(std::string shape)
{
    if (choice_ == Choice::Shape && shape_ == shape)
        return;
    choice_ = Choice::Shape;
    shape_ = std::move(shape);
    update();
}

void CursorImage::show_surface(wlr_surface& surface, Point<Logical> hotspot)
{
    if (surface_ != &surface) {
        surface_node_ = std::make_unique<SurfaceNode>(surface, stratum_);
        surface_ = &surface;
        surface_commit_.connect<&CursorImage::on_surface_commit>(this, surface.events.commit);
        surface_destroy_.connect<&CursorImage::on_surface_destroy>(this, surface.events.destroy);
    }
    surface_hotspot_ = bounded_offset(hotspot);
    surface_node_->set_cursor_role(surface_hotspot_);
    choice_ = Choice::Surface;
    update();
}

void CursorImage::hide()
{
    choice_ = Choice::Nothing;
    update();
}

void CursorImage::override_shape(std::optional<std::string> shape)
{
    override_ = std::move(shape);
    update();
}

void CursorImage::set_enabled(bool enabled)
{
    enabled_ = enabled;
    update();
}

void CursorImage::set_veiled(bool veiled)
{
    if (std::exchange(veiled_, veiled) != veiled)
        update();
}

void CursorImage::place(FPoint<Logical> at, double scale)
{
    at_ = at;
    if (std::exchange(scale_, scale) != scale)
        update();
    move_nodes();
}

void CursorImage::reload()
{
    update();
    move_nodes();
}

std::string const* CursorImage::shape_to_show() const
{
    if (!enabled_ || veiled_)
        return nullptr;
    if (override_)
        return &*override_;
    return choice_ == Choice::Shape ? &shape_ : nullptr;
}

void CursorImage::update()
{
    if (choice_ != Choice::Surface && surface_node_)
        on_surface_destroy();
    if (surface_node_)
        surface_node_->set_enabled(enabled_ && !veiled_ && !override_);

    auto const* shape = shape_to_show();
    picture_.set_enabled(shape != nullptr);
    if (shape)
        load_shape(*shape);
    else
        animation_.disarm();
    move_nodes();
}

void CursorImage::load_shape(std::string const& shape)
{
    bool const same = shape == loaded_shape_ && scale_ == loaded_scale_;
    if (same && (animation_.armed() || frames_.size() < 2))
        return;
    if (!same) {
        frames_ = theme_.frames(shape, scale_);
        loaded_shape_ = shape;
        loaded_scale_ = scale_;
    }
    animation_.disarm();
    show_frame(0);
}

void CursorImage::show_frame(std::size_t index)
{
    if (index >= frames_.size()) {
        picture_.set_picture({}, {});
        return;
    }
    auto const& frame = frames_[frame_ = index];
    picture_.set_picture(frame.buffer, frame.size);
    picture_.set_cursor_role(frame.hotspot);
    if (frames_.size() > 1 && frame.delay > Duration::zero())
        animation_.arm(loop_.now() + frame.delay);
}

void CursorImage::next_frame()
{
    show_frame((frame_ + 1) % frames_.size());
    move_nodes();
}

void CursorImage::move_nodes()
{
    picture_.point_at(at_);
    if (surface_node_)
        surface_node_->point_at(at_);
}

void CursorImage::on_surface_commit()
{
    // wl_pointer.set_cursor: an offset of the surface moves the picture away from the hot spot.
    if (surface_->current.dx == 0 && surface_->current.dy == 0)
        return;
    surface_hotspot_ = bounded_offset(surface_hotspot_ - bounded_offset({surface_->current.dx, surface_->current.dy}));
    surface_node_->set_cursor_role(surface_hotspot_);
    move_nodes();
}

void CursorImage::on_surface_destroy()
{
    surface_commit_.disconnect();
    surface_destroy_.disconnect();
    surface_node_.reset();
    surface_ = nullptr;
    if (choice_ == Choice::Surface)
        choice_ = Choice::Nothing;
}

} // namespace vitrail
