#pragma once

#include "shell/kiosk_rules.hpp"
#include "shell/placement.hpp"
#include "shell/shell_config.hpp"
#include "shell/window.hpp"

#include <memory>
#include <vector>

namespace vitrail {

/// What kind of session this is: which windows fill the screen, where the others go, what clients may ask for.
class Policy {
public:
    virtual ~Policy() = default;

    /// Before the window's first picture: which output, which state. The client may have wishes already.
    virtual void configure(Window& window) = 0;
    /// It is about to be seen, or needs a place of its own: where. `others`: the windows that are seen already.
    virtual void place(Window& window, std::vector<Window*> const& others) = 0;
    /// It became a dialog, stopped being one, or belongs to another window now.
    virtual void parent_changed(Window& window) = 0;
    /// It has another size or place now.
    virtual void changed(Window& window) = 0;
    /// It is among the windows that are seen from now on, or leaves them: its picture can still be had then.
    virtual void mapped(Window&) {}
    virtual void unmapping(Window&) {}
    /// Outputs came, went or changed. False: it is not to be seen now, and stays as it is.
    [[nodiscard]] virtual bool follows_outputs(Window&) { return true; }
    /// May clients move, resize, maximise, minimise and leave fullscreen as they like, and do keys act on windows?
    [[nodiscard]] virtual bool windows_are_free() const = 0;
};

/// Overlapping windows, moved and sized by their user.
class DesktopPolicy final : public Policy {
public:
    /// `config` may change.
    DesktopPolicy(World const& world, WindowsConfig const& config) : world_{world}, config_{config} {}

    void configure(Window& window) override;
    void place(Window& window, std::vector<Window*> const& others) override;
    void parent_changed(Window&) override {}
    void changed(Window&) override {}
    [[nodiscard]] bool windows_are_free() const override { return true; }

private:
    World world_;
    WindowsConfig const& config_;
};

/// One application fills the screen; its dialogs are in the middle of it. Nobody gets out.
class KioskPolicy final : public Policy {
public:
    /// `rules` may be filled in later.
    KioskPolicy(World const& world, KioskRules const& rules) : world_{world}, rules_{rules} {}

    void configure(Window& window) override;
    void place(Window& window, std::vector<Window*> const& others) override;
    void parent_changed(Window& window) override;
    void changed(Window& window) override;
    void mapped(Window& window) override;
    void unmapping(Window& window) override;
    [[nodiscard]] bool follows_outputs(Window& window) override;
    [[nodiscard]] bool windows_are_free() const override { return false; }

private:
    void centre(Window& window);
    void put(Window& window, KioskPlace const& place);

    World world_;
    KioskRules const& rules_;
};

} // namespace vitrail
