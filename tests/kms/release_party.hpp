#pragma once

#include "amount.hpp"
#include "client_window.hpp"
#include "guest.hpp"
#include "lent_buffers.hpp"
#include "linux-drm-syncobj-v1-client-protocol.h"
#include "xdg-shell-client-protocol.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <optional>
#include <random>
#include <wayland-client.h>

namespace vitrail::test {

inline constexpr Extent screen{320, 240}, part{100, 50};
inline constexpr int rows = 4;          // of sub-surfaces, which never cover each other
inline constexpr int until_shown = 100; // turns; far more than a window needs

/// What all clients of one run have in common.
struct Run {
    std::mt19937 random{first_seed()};
    ClientTimeline device; ///< whose device all timelines are on
    std::list<Lent> gone;  ///< buffers whose surfaces are gone
    int turn = 0;
    int sure_since = 0; ///< since that turn every display has shown the windows that it shows now
    int commits = 0;

    [[nodiscard]] int any(int low, int high) { return low + int(random() % unsigned(high - low + 1)); }
    [[nodiscard]] bool one_in(int n) { return any(1, n) == 1; }
};

/// A client: a window that fills a display, with sub-surfaces that reach over to the other one.
class Party {
public:
    Party(Run& run, Vitrail const& vitrail, std::string output, int first_row)
        : run_{run}, guest_{vitrail}, output_{std::move(output)}, first_row_{first_row}
        , manager_{guest_.client().bind<wp_linux_drm_syncobj_manager_v1>(wp_linux_drm_syncobj_manager_v1_interface, 1)}
    {
        REQUIRE(manager_);
        open();
    }
    ~Party()
    {
        close();
        std::erase_if(run_.gone, [](Lent const& lent) { return !lent.is_explicit(); }); // nobody is there to be told
        for (auto& lent : run_.gone)
            lent.orphan();
        wp_linux_drm_syncobj_manager_v1_destroy(manager_);
    }

    /// Does something that a client may do.
    void act()
    {
        int const what = run_.any(1, 100);
        auto& sub = subs_[std::size_t(run_.any(0, int(subs_.size()) - 1))];
        if (what <= 45)
            commit(*sub.lender);
        else if (what <= 80)
            commit(*root_);
        else if (what <= 88)
            sub.surface->set_position(run_.any(-80, 300), sub.y), commit(*root_);
        else if (what <= 91)
            sub.lender->unmap();
        else if (what <= 94)
            run_.one_in(2) ? sub.surface->set_desync() : sub.surface->set_sync();
        else if (what <= 97)
            renew(sub);
        else if (what <= 98)
            move_to(output_ == "Virtual-1" ? "Virtual-2" : "Virtual-1");
        else if (run_.one_in(3))
            reopen();
    }

    [[nodiscard]] std::string const& output() const { return output_; }
    void pump() { guest_.client().pump(); }
    /// With all that it has said so far, not with what it was about to say.
    void die()
    {
        guest_.turn(); // a server need not read what comes with the end
        guest_.client().kill();
    }

    /// What is wrong, or nothing. Signals acquire points that are due.
    std::string look()
    {
        std::erase_if(late_, [&](auto const& late) {
            if (late.second <= run_.turn && !late.first->returned())
                late.first->acquire();
            return late.second <= run_.turn;
        });
        auto faults = root_->look(guest_, run_.sure_since);
        for (auto& sub : subs_)
            faults += sub.lender->look(guest_, run_.sure_since);
        return faults.empty() && !guest_.client().alive() ? "the client was disconnected\n" : faults;
    }

    /// Shows all that waits for the window.
    void finish()
    {
        for (auto& sub : subs_)
            sub.surface->set_desync();
        root_->commit_state();
    }
    /// What the server still has and should not.
    [[nodiscard]] std::string kept() const
    {
        auto out = root_->kept();
        for (auto const& sub : subs_)
            out += sub.lender->kept();
        return out;
    }

private:
    struct Sub {
        std::unique_ptr<TestSubsurface> surface;
        std::unique_ptr<Lender> lender;
        int y;
    };

    void open()
    {
        run_.sure_since = run_.turn + until_shown;
        auto const nothing_yet = [](TestWindow&) {};
        window_.emplace(guest_.client(), WindowSetup{.size = screen, .fullscreen = true, .paint = nothing_yet});
        xdg_surface_set_window_geometry(window_->xdg(), 0, 0, screen.width, screen.height); // else sub-surfaces count, too
        move_to(output_);
        guest_.turn();
        root_ = lender(window_->surface(), screen);
        commit(*root_);
        for (int i = 0; i < rows / 2; ++i)
            renew(subs_.emplace_back(Sub{{}, {}, (first_row_ + i) * 60}));
        commit(*root_);
    }
    void close()
    {
        for (auto& sub : subs_)
            end(sub);
        subs_.clear();
        end(root_);
        window_.reset();
    }
    void reopen()
    {
        close();
        open();
    }
    void end(std::unique_ptr<Lender>& lender)
    {
        if (!lender)
            return;
        run_.gone.splice(run_.gone.end(), lender->take_all());
        lender.reset();
    }
    void end(Sub& sub)
    {
        end(sub.lender);
        sub.surface.reset();
    }
    void renew(Sub& sub)
    {
        end(sub);
        sub.surface = std::make_unique<TestSubsurface>(window_->surface());
        sub.surface->set_position(run_.any(-80, 300), sub.y);
        sub.lender = lender(sub.surface->surface(), part);
        commit(*sub.lender);
    }
    std::unique_ptr<Lender> lender(TestSurface& surface, Extent size)
    {
        return std::make_unique<Lender>(surface, size, run_.one_in(3) ? nullptr : manager_, run_.device.device());
    }
    void move_to(std::string_view output)
    {
        output_ = output;
        run_.sure_since = run_.turn + until_shown;
        for (auto const& each : guest_.client().outputs)
            if (each->name == output_)
                xdg_toplevel_set_fullscreen(window_->toplevel(), each->c);
    }
    void commit(Lender& lender)
    {
        auto* const lent = lender.commit(run_.turn);
        if (!lent)
            return lender.commit_state();
        ++run_.commits;
        if (lent->is_explicit() && run_.one_in(15))
            late_.emplace_back(lent, run_.turn + run_.any(1, 10));
        else if (lent->is_explicit())
            lent->acquire();
    }

    Run& run_;
    Guest guest_;
    std::string output_;
    int first_row_;
    wp_linux_drm_syncobj_manager_v1* manager_;
    std::optional<TestWindow> window_;
    std::unique_ptr<Lender> root_;
    std::vector<Sub> subs_;
    std::vector<std::pair<Lent*, int>> late_; // and the turn in which they are ready
};

} // namespace vitrail::test
