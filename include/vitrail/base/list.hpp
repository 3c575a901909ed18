#pragma once

#include <cstddef>
#include <vector>
#include <wayland-util.h>

namespace vitrail {

/// The objects that are linked into a `wl_list`, in order; a copy, so that the list may change meanwhile.
///
///     for (auto* child : linked<wlr_subsurface>(list, offsetof(wlr_subsurface, current.link)))
template <class T> [[nodiscard]] std::vector<T*> linked(wl_list const& list, std::size_t offset_of_link)
{
    std::vector<T*> out;
    for (auto* link = list.next; link != &list; link = link->next)
        out.push_back(reinterpret_cast<T*>(reinterpret_cast<std::byte*>(link) - offset_of_link));
    return out;
}

} // namespace vitrail
