#pragma once

#include "kiosk/application.hpp"
#include "shell/kiosk_config.hpp"
#include "shell/kiosk_rules.hpp"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace vitrail {

class Output;
class OutputManager;
class Seat;

/// The applications of a kiosk: which run, and where each is seen.
///
/// An application that is bound to an output is only ever seen there; one that may be on any is seen on those that no
/// other is bound to. While it has no output, it runs on unseen; while there is no output at all, everything stays as it
/// is, on the placeholder.
class Kiosk {
public:
    struct Rooms {
        wl_display& display;
        EventLoop& loop;
        Scene& scene;
        OutputManager& outputs;
        Seat& seat;
        Shell& shell;
    };
    /// How programs reach this kiosk, and how it reaches them.
    struct Setup {
        std::unique_ptr<Programs> programs;
        std::string socket; ///< the name of the session's own; those of applications begin with it
        std::uint32_t seed; ///< of the chance in restarts
    };

    /// Nothing runs before an output has shown something.
    Kiosk(Rooms const& rooms, Setup setup, KioskConfig config);
    /// Ends them all.
    ~Kiosk();
    Kiosk(Kiosk const&) = delete;
    Kiosk& operator=(Kiosk const&) = delete;

    void configure(KioskConfig config);
    /// This output, a real one, has shown a frame.
    void shown(Output const& output);
    void outputs_changed();
    /// What a client may that comes through the socket of an application; nothing: it comes through none.
    [[nodiscard]] std::optional<Privileges> privileges_of(wl_client const& client) const;

private:
    void follow_config();
    void begin_what_can();
    [[nodiscard]] Application* owner_of(Window const& window) const;
    [[nodiscard]] KioskPlace place(Window const& window) const;
    [[nodiscard]] std::vector<Output*> real_outputs() const;
    [[nodiscard]] std::vector<Output*> outputs_for(Application const& application) const;

    Rooms rooms_;
    Setup setup_;
    KioskConfig config_;
    std::vector<std::unique_ptr<Application>> applications_;
    std::set<Output const*> lit_;
    std::uint32_t doors_ = 0; // opened so far
};

} // namespace vitrail
