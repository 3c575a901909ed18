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
    Words{Verdict::FormatModifier, "format-modifier", "No plane reads this pixel format and layout."},
    Words{Verdict::ScalingLimit, "scaling-limit", "No plane scales or crops like this."},
    Words{Verdict::Rotation, "rotation", "No plane turns a picture like this."},
    Words{Verdict::Alpha, "alpha", "It is translucent and no plane can blend it."},
    Words{Verdict::NotCovering, "not-covering", "It does not fill the screen; only the primary plane takes clients' buffers."},
    Words{Verdict::Covered, "covered", "Something composed lies above it."},
    Words{Verdict::RefusedByTest, "refused-by-test", "The display refused this combination when asked."},
    Words{Verdict::CommitFailed, "commit-failed", "The display took the test and refused the commit."},
    Words{Verdict::Capture, "capture", "Somebody records this output and needs the whole picture in one buffer."},
    Words{Verdict::SoftwareCursor, "software-cursor", "A cursor, and no cursor plane can show it."},
    Words{Verdict::SolidColor, "solid-color", "It has no buffer: composition fills in a colour."},
};

constexpr Words const& words_of(Verdict verdict)
{
    return words[static_cast<std::size_t>(verdict)];
}

static_assert([] {
    for (std::size_t i = 0; i < words.size(); ++i)
        if (words[i].verdict != static_cast<Verdict>(i))
            return false;
    return words.size() == static_cast<std::size_t>(Verdict::SolidColor) + 1;
}());

} // namespace

std::string_view name_of(Verdict verdict) { return words_of(verdict).name; }
std::string_view meaning_of(Verdict verdict) { return words_of(verdict).meaning; }

} // namespace vitrail
