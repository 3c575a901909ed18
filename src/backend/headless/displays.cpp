#include "displays.hpp"

#include "display.hpp"

#include <algorithm>

namespace vitrail {

// Started and ended by us, not by wlroots: the object belongs to SoftwareDisplays.
wlr_backend_impl const SoftwareDisplays::impl{
    .start = [](wlr_backend*) { return true; },
    .destroy = [](wlr_backend*) {},
};

SoftwareDisplays::SoftwareDisplays(EventLoop& loop, std::function<void(SoftwareDisplay&)> added)
    : loop_{loop}, added_{std::move(added)}
{
    wlr_backend_init(&backend_, &impl);
    backend_.buffer_caps = WLR_BUFFER_CAP_DATA_PTR | WLR_BUFFER_CAP_SHM | WLR_BUFFER_CAP_DMABUF;
}

SoftwareDisplays::~SoftwareDisplays()
{
    for (auto const& d : displays_)
        d->unplug();
    wlr_backend_finish(&backend_);
}

std::shared_ptr<HeadlessDisplay> SoftwareDisplays::add(std::string name, Mode mode, HeadlessOptions options)
{
    auto display = std::make_shared<SoftwareDisplay>(backend_, loop_, std::move(name), mode, options);
    displays_.push_back(display);
    if (announcing_)
        added_(*display);
    return display;
}

void SoftwareDisplays::remove(std::string const& name)
{
    auto const it = std::ranges::find(displays_, name, [](auto const& d) { return d->name(); });
    if (it == displays_.end())
        return;
    auto const display = *it;
    displays_.erase(it);
    display->unplug();
}

std::shared_ptr<HeadlessDisplay> SoftwareDisplays::find(std::string const& name) const
{
    auto const it = std::ranges::find(displays_, name, [](auto const& d) { return d->name(); });
    return it == displays_.end() ? nullptr : *it;
}

void SoftwareDisplays::announce()
{
    announcing_ = true;
    for (auto const& d : std::vector{displays_})
        added_(*d);
}

} // namespace vitrail
