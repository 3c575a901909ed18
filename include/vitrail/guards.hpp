#pragma once

#include "dmabuf_planes.hpp"
#include "keymap_files.hpp"
#include "layer_popups.hpp"
#include "popup_grabs.hpp"
#include "screencopy_buffers.hpp"
#include "tearing_hints.hpp"

namespace vitrail {

/// What wlroots 0.20 forgets, or gets wrong, of what clients can ask for; each guard says what that is.
///
/// They look at such requests before wlroots does. They let it see what it can cope with, or put right afterwards what it left.
/// Each can go when wlroots needs it no more.
struct Guards {
    /// `display` outlives them.
    Guards(wl_display& display, MessageLog& messages)
        : screencopy_buffers{messages}
        , dmabuf_planes{messages}
        , popup_grabs{messages}
        , keymap_files{messages}
        , layer_popups{display, messages}
        , tearing_hints{display, messages}
    {
    }

    ScreencopyBuffers screencopy_buffers;
    DmabufPlanes dmabuf_planes;
    PopupGrabs popup_grabs;
    KeymapFiles keymap_files;
    LayerPopups layer_popups;
    TearingHints tearing_hints;
};

} // namespace vitrail
