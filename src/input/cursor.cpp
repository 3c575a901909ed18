#include "input/cursor.hpp"

#include "scene/viewport.hpp"

#include <cstring>
#include <utility>

namespace vitrail {

Cursor::Cursor(EventLoop& loop, Scene& scene, wlr_output_layout& layout)
    : loop_{loop}, scene_{scene}, layout_{layout}, cursor_{wlr_cursor_create()}, image_{loop, scene},
      rested_{loop, [this] { image_.set_veiled(true); }}
{
    wlr_cursor_attach_output_layout(cursor_.get(), &layout);
}

void Cursor::set_enabled(bool enabled)
{
    enabled_ = enabled;
    if (enabled && !centred_)
        centre();
    image_.set_enabled(enabled);
}

void Cursor::move_by(wlr_input_device& device, FPoint<Logical> delta)
{
    wlr_cursor_move(cursor_.get(), &device, delta.x, delta.y);
    moved();
    if (delta != FPoint<Logical>{})
        stir();
}

void Cursor::hide_at_rest(Duration after)
{
    if (std::exchange(rest_, after) == after)
        return;
    rested_.disarm();
    image_.set_veiled(rest_ > Duration::zero());
}

void Cursor::finger_came_down()
{
    rested_.disarm();
    image_.set_veiled(rest_ > Duration::zero());
}

void Cursor::stir()
{
    image_.set_veiled(false);
    if (rest_ > Duration::zero())
        rested_.arm(loop_.now() + rest_);
}

void Cursor::warp_to(FPoint<Logical> at)
{
    wlr_cursor_warp_closest(cursor_.get(), nullptr, at.x, at.y);
    moved();
}

FPoint<Logical> Cursor::layout_position(wlr_input_device& device, FPoint<DeviceRange> at) const
{
    FPoint<Logical> out;
    wlr_cursor_absolute_to_layout_coords(cursor_.get(), &device, at.x, at.y, &out.x, &out.y);
    return out;
}

void Cursor::map_to_output(wlr_input_device& device, char const* output_name)
{
    wlr_output* found = nullptr;
    wlr_output_layout_output* entry = nullptr;
    wl_list_for_each(entry, &layout_.outputs, link)
        if (output_name && std::strcmp(entry->output->name, output_name) == 0)
            found = entry->output;
    wlr_cursor_map_input_to_output(cursor_.get(), &device, found);
}

void Cursor::outputs_changed()
{
    if (enabled_ && !centred_)
        centre();
    else
        warp_to(position());
    image_.reload();
}

void Cursor::centre()
{
    auto const* first = wlr_output_layout_get_center_output(&layout_);
    if (!first)
        return;
    wlr_box box{};
    wlr_output_layout_get_box(&layout_, const_cast<wlr_output*>(first), &box);
    warp_to({box.x + box.width / 2.0, box.y + box.height / 2.0});
    centred_ = true;
}

void Cursor::moved()
{
    double scale = 1.0;
    for (auto const* viewport : scene_.viewports())
        if (viewport->view().area().contains(position()))
            scale = viewport->view().scale;
    image_.place(position(), scale);
}

} // namespace vitrail
