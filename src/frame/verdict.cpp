#include "frame/verdict.hpp"

#include <array>
#include <cstddef>

namespace vitrail {

namespace {

struct Words {
    Verdict verdict;
    std::string_view name, meaning;
};

constexpr std::array words{
    Words{Verdict::OnPlane, "on-plane", "The display reads the client's own buffer."},
    Words{Verdict::NotDmabuf, "not-dmabuf", "Its pixels are in memory that this display cannot read."},
    Words{Verdict::SolidColor, "solid-color", "It has no buffer: composition fills in a colour."},
    Words{Verdict::FormatModifier, "format-modifier", "No plane reads this pixel format and layout."},
    Words{Verdict::NotImportable, "not-importable", "The display cannot make a framebuffer of this buffer."},
    Words{Verdict::ScalingLimit, "scaling-limit", "No plane scales or crops like this."},
    Words{Verdict::Rotation, "rotation", "No plane turns a picture like this."},
    Words{Verdict::Alpha, "alpha", "It is translucent and no plane blends it as composition would."},
    Words{Verdict::Color, "color", "Plane and composition would not convert its colours alike."},
    Words{Verdict::Look, "look", "Round corners, a shadow, dimming or a cross-fade: only composition can show it so."},
    Words{Verdict::OutOfScreen, "out-of-screen", "It reaches over an edge of the screen, which no plane here can."},
    Words{Verdict::SoftwareCursor, "software-cursor", "A cursor, and no cursor plane can show it."},
    Words{Verdict::SlowUpdates, "slow-updates", "It changes too seldom for a plane to pay."},
    Words{Verdict::NotStableYet, "not-stable-yet", "It, or what lies above it, changed a moment ago."},
    Words{Verdict::BelowComposed, "below-composed-content",
          "Something composed lies above it, and no plane below composition can show it."},
    Words{Verdict::NoOverlayPlane, "no-overlay-plane",
          "It does not fill the screen, and the display has no plane for windows."},
    Words{Verdict::NoFreePlane, "no-free-plane", "All planes that could show it have something better."},
    Words{Verdict::PlaneElsewhere, "plane-elsewhere", "The plane that could show it is in use on another display."},
    Words{Verdict::RefusedByTest, "refused-by-test", "The display refused this combination when asked."},
    Words{Verdict::BandwidthRefused, "bandwidth-refused", "The display cannot read that much memory at once."},
    Words{Verdict::TooManyQuestions, "too-many-questions",
          "The display was asked often enough about this arrangement."},
    Words{Verdict::Quarantined, "quarantined",
          "The display failed to show what it had allowed; it is left in peace for a while."},
    Words{Verdict::Capture, "capture", "Somebody records this output and needs the whole picture in one buffer."},
    Words{Verdict::SwitchedOff, "switched-off", "Planes are switched off by the configuration."},
    Words{Verdict::OtherGpu, "other-gpu", "The display belongs to another GPU than the one that clients draw with."},
};

constexpr Words const& words_of(Verdict verdict)
{
    return words[static_cast<std::size_t>(verdict)];
}

static_assert([] {
    for (std::size_t i = 0; i < words.size(); ++i)
        if (words[i].verdict != static_cast<Verdict>(i))
            return false;
    return words.size() == static_cast<std::size_t>(Verdict::OtherGpu) + 1;
}());

} // namespace

std::string_view name_of(Verdict verdict) { return words_of(verdict).name; }
std::string_view meaning_of(Verdict verdict) { return words_of(verdict).meaning; }

} // namespace vitrail
