#pragma once

#include "base/wlr.hpp"

#include <memory>
#include <utility>

namespace vitrail {

/// Hangs an object of ours on an object of wlroots: at most one of each type, destroyed when wlroots' object goes.
///
///     attach<SurfaceLatch>(surface.addons, surface, id);
///     SurfaceLatch* latch = attached<SurfaceLatch>(surface.addons);
template <class T> struct Attachment {
    // Standard layout with the addon first: wlroots hands it back when its object is destroyed.
    wlr_addon addon{};
    T* object = nullptr;

    static void destroy(wlr_addon* addon)
    {
        std::unique_ptr<Attachment> const self{reinterpret_cast<Attachment*>(addon)};
        wlr_addon_finish(addon);
        delete self->object;
    }
    static inline constexpr wlr_addon_interface interface{.name = "vitrail", .destroy = &Attachment::destroy};
};

/// The `T` that hangs on `set`; null if there is none.
template <class T> [[nodiscard]] T* attached(wlr_addon_set& set)
{
    auto* addon = wlr_addon_find(&set, nullptr, &Attachment<T>::interface);
    return addon ? reinterpret_cast<Attachment<T>*>(addon)->object : nullptr;
}

/// Makes a `T`, which lives as long as the object that `set` belongs to. There must be none yet.
template <class T, class... Args> T& attach(wlr_addon_set& set, Args&&... args)
{
    auto object = std::make_unique<T>(std::forward<Args>(args)...);
    auto* hook = new Attachment<T>{.object = object.get()};
    wlr_addon_init(&hook->addon, &set, nullptr, &Attachment<T>::interface);
    return *object.release();
}

} // namespace vitrail
