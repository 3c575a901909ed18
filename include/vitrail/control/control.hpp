#pragma once

#include "base/event_loop.hpp"
#include "base/fd.hpp"
#include "base/private_use.hpp"
#include "base/result.hpp"
#include "control/live_config.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace vitrail {

class Output;
class OutputManager;
class Seat;
class Shell;

/// Answers other programs (vitrailctl) about what is shown in which way and why; docs/control.md has its language.
///
/// Lines of JSON over a UNIX socket. No buffer and no descriptor ever crosses it, and nobody who listens can make
/// anybody wait.
class Control {
public:
    /// `version` of Vitrail, for who asks.
    Control(EventLoop& loop, OutputManager& outputs, Seat const& seat, Shell const& shell, std::string version);
    ~Control();
    Control(Control const&) = delete;
    Control& operator=(Control const&) = delete;

    /// Opens the socket that belongs to the Wayland display `display`, whose lock the caller holds, and gives its path:
    /// `$XDG_RUNTIME_DIR/vitrail-DISPLAY.sock`. It is removed with this object. Errors: `no-control-socket`.
    [[nodiscard]] Result<std::filesystem::path> listen(std::string_view display);
    /// Serves a peer that is connected and may ask.
    void adopt(Fd peer);

    /// Reads the configuration again, for who asks; nothing: that cannot be asked for.
    std::function<LiveConfig::Outcome()> reload;

    /// Layers of this output came, went or go another way: who watches is told, at the end of this turn of the loop.
    void placements_changed(Output const& output);
    /// Outputs came or went.
    void outputs_changed();

    /// Asked which programs see others, make input or look into the clipboard.
    std::function<std::vector<PrivateUse>()> find_uses;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace vitrail
