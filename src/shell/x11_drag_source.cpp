#include "x11_drag_source.hpp"

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <string_view>

namespace vitrail {

wlr_data_source_impl const X11Drag::Source::impl{
    .send = send,
    .accept = [](wlr_data_source* source, std::uint32_t, char const*) { status_changed(source); },
    .destroy = destroy,
    .dnd_drop = {},
    .dnd_finish = finish,
    .dnd_action = [](wlr_data_source* source, wl_data_device_manager_dnd_action) { status_changed(source); },
};

X11Drag::Source::Source(X11Drag& drag, Types types) : drag_{&drag}, types_{std::move(types)}
{
    wlr_data_source_init(&base_.source, &impl);
    base_.self = this;
    base_.source.actions = WL_DATA_DEVICE_MANAGER_DND_ACTION_COPY;
    for (auto const& [name, atom] : types_)
        if (auto* place = static_cast<char**>(wl_array_add(&base_.source.mime_types, sizeof(char*))))
            *place = ::strdup(name.c_str()); // wlroots frees it
}

void X11Drag::Source::send(wlr_data_source* source, char const* type, std::int32_t fd)
{
    auto& self = of(source);
    auto to = std::make_shared<Fd>(fd); // held by something that can be copied, as callbacks are
    auto const found = std::ranges::find_if(self.types_, [name = std::string_view{type}](auto const& each) {
        return each.first == name;
    });
    if (!self.drag_ || !self.drag_->connected() || found == self.types_.end())
        return;
    self.drag_->transfers_.ask(found->second, self.time, [drag = self.drag_, to](std::optional<std::string> text) {
        if (text)
            drag->outlets_.send(std::make_shared<std::string const>(std::move(*text)), std::move(*to));
    });
}

void X11Drag::Source::status_changed(wlr_data_source* source)
{
    if (auto* drag = of(source).drag_; drag && !of(source).dropped)
        drag->send_status();
}

void X11Drag::Source::finish(wlr_data_source* source)
{
    if (auto* drag = std::exchange(of(source).drag_, nullptr)) {
        drag->send_finished(true);
        drag->source_ = nullptr;
    }
}

void X11Drag::Source::destroy(wlr_data_source* source)
{
    auto* const self = &of(source);
    if (self->drag_) {
        if (self->dropped)
            self->drag_->send_finished(false);
        self->drag_->source_ = nullptr;
    }
    delete self;
}

} // namespace vitrail
