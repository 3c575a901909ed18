#pragma once

#include "client_dmabuf.hpp"
#include "client_surface.hpp"
#include "guest.hpp"
#include "late_fence.hpp"

#include <list>
#include <memory>
#include <string>
#include <vector>

struct wp_linux_drm_syncobj_manager_v1;
struct wp_linux_drm_syncobj_surface_v1;

namespace vitrail::test {

/// A buffer that was committed, until the server has given it back: by its release point, or by wl_buffer.release.
///
/// Each has a timeline of its own, with the acquire point 1 and the release point 2, which is reset once it was given
/// back: a point that is signalled twice is seen.
class Lent {
public:
    enum class Told { Nothing, Presented, Discarded };

    /// `timeline` null: implicit. Asks for presentation feedback of the commit that follows.
    Lent(TestSurface& surface, std::shared_ptr<TestDmabuf> buffer, std::unique_ptr<ClientTimeline> timeline, int turn);
    ~Lent();
    Lent(Lent const&) = delete;
    Lent& operator=(Lent const&) = delete;

    /// True once: it was given back since the last call.
    [[nodiscard]] bool returns();
    [[nodiscard]] bool returned() const { return returned_; }
    /// Was it given back twice? To be asked in the end.
    [[nodiscard]] bool returned_twice() const;
    [[nodiscard]] Told told() const { return told_; }
    /// For a message.
    [[nodiscard]] std::string description() const;
    [[nodiscard]] TestDmabuf const& buffer() const { return *buffer_; }
    [[nodiscard]] bool is_explicit() const { return timeline_ != nullptr; }
    void acquire() { timeline_->signal(1); }
    /// The client is dead: nothing more comes from the connection, only points are seen.
    void orphan();

    int const turn; ///< when it was committed

private:
    friend struct LentListener;
    friend class Lender;

    std::shared_ptr<TestDmabuf> buffer_;
    std::unique_ptr<ClientTimeline> timeline_;
    struct wp_presentation_feedback* feedback_;
    unsigned releases_before_;
    Told told_ = Told::Nothing;
    bool returned_ = false;
    bool withdrawn_ = false; // a commit of no buffer at all came after it
    bool carried_ = false; // a commit without a buffer came after it: "discarded" does not mean that it is not shown
};

/// A surface that shows one of its buffers after the other, each only when it has it back.
class Lender {
public:
    /// With `manager`: by linux-drm-syncobj.
    Lender(TestSurface& surface, Extent size, wp_linux_drm_syncobj_manager_v1* manager, std::shared_ptr<Fd> device);
    ~Lender();
    Lender(Lender const&) = delete;
    Lender& operator=(Lender const&) = delete;

    /// Commits a buffer; null: the server holds all of them. The acquire point of an explicit one is not signalled yet.
    Lent* commit(int turn);
    /// Commits what is not about buffers.
    void commit_state();
    /// Commits no buffer.
    void unmap();
    /// Looks what came back since the last time and says what is wrong with that, or nothing. What was committed after
    /// the turn `sure_since` is known to be visible until it is replaced.
    [[nodiscard]] std::string look(Guest& guest, int sure_since);
    /// What has not been given back, but what is shown; or nothing.
    [[nodiscard]] std::string kept() const;
    /// For when the surface goes: what was committed.
    [[nodiscard]] std::list<Lent> take_all() { return std::move(lent_); }
    [[nodiscard]] TestSurface& surface() { return surface_; }

private:
    [[nodiscard]] std::string fault(std::list<Lent>::const_iterator returned, int sure_since) const;

    TestSurface& surface_;
    wp_linux_drm_syncobj_manager_v1* manager_;
    wp_linux_drm_syncobj_surface_v1* sync_ = nullptr;
    std::shared_ptr<Fd> device_;
    std::vector<std::shared_ptr<TestDmabuf>> buffers_;
    std::list<Lent> lent_; // all since its birth
    bool mapped_ = false;
};

} // namespace vitrail::test
