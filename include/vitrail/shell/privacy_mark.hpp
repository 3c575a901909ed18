#pragma once

#include "base/event_loop.hpp"
#include "base/private_use.hpp"
#include "scene/picture_node.hpp"
#include "shell/world.hpp"

#include <functional>
#include <optional>

namespace vitrail {

/// A small mark in a corner of the screen where the user is, while programs see others' pictures (a red dot), make input
/// (yellow) or look into the clipboard (blue). Takes no input.
///
/// At first it is above all but a lock; after a moment it is above windows and panels only, so that one that fills the
/// screen is on its plane again.
class PrivacyMark {
public:
    /// `where` the user is; null before the first display.
    PrivacyMark(World const& world, std::function<Output*()> where);

    /// It stays on the screen on which it came; none: there is no mark.
    void show(UseKinds kinds);
    /// Its output may have another size or scale, or may be gone: then it is on the one where the user is now.
    void outputs_changed();
    /// Who shows it, or did last: a display may still show it for a moment. Nothing: nobody did.
    [[nodiscard]] std::optional<SourceId> source() const { return shown_by_; }

private:
    static constexpr Duration moment = std::chrono::seconds{2};

    void rise_above(Stratum stratum);
    void paint();

    World world_;
    std::function<Output*()> where_;
    UseKinds kinds_;
    DisplayIdentity on_;
    std::optional<PictureNode> node_;
    std::optional<SourceId> shown_by_;
    Stratum stratum_ = Stratum::Top;
    Timer sink_;
};

} // namespace vitrail
