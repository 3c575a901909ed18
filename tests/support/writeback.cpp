#include "writeback.hpp"
#include "kms_state.hpp"

#include <exception>
#include <format>

namespace vitrail::test {

Picture display_picture(int crtc)
{
    return Picture::load_ppm(kms_debug_folder() / std::format("crtc-{}", crtc) / "frame");
}

bool save_display_picture(std::filesystem::path const& file, int crtc) noexcept
{
    try {
        display_picture(crtc).save_png(file);
        return true;
    } catch (std::exception const&) {
        return false;
    }
}

} // namespace vitrail::test
