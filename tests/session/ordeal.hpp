#pragma once

#include "session.hpp"
#include "wire.hpp"

#include <memory>
#include <vector>
#include <wayland-client-protocol.h>

namespace vitrail::test {

/// What everybody but the offender may count on, whatever the offender does. Beside it there is a victim, a client that
/// draws a new picture for every refresh, and commits nothing else: a commit that is replaced before it is shown is
/// discarded, whoever is to blame. And there is somebody who counts what the process has.
///
///     Ordeal ordeal;
///     auto& bad = ordeal.offender();
///     ... whatever it does; `ordeal.pass()` lets a refresh pass, and so does every 64 KiB that it says
///     ordeal.ends_well();
class Ordeal {
public:
    explicit Ordeal(ServerSetup const& setup = {});
    ~Ordeal();
    Ordeal(Ordeal const&) = delete;
    Ordeal& operator=(Ordeal const&) = delete;

    /// From now on memory, descriptors and pictures are counted: what is there already may stay. It has begun so.
    void begin();
    /// One more who means harm.
    [[nodiscard]] WireClient& offender();
    [[nodiscard]] TestServer& server() { return server_; }
    [[nodiscard]] TestClient& victim() { return victim_; }
    /// Refreshes pass, and the victim draws for each, when it is called back, as what is animated does.
    void pass(unsigned refreshes = 1);

    /// Checks: the victim saw each of its pictures shown in its turn, and no turn of the loop kept it waiting for 100 ms.
    void goes_well() const;
    /// Ends the offenders and checks: it went well; who comes now is served; memory and descriptors are what they were before, as far as
    /// the process need not keep them for the next one.
    void ends_well();

private:
    void draw();
    /// The victim draws nothing until it has all its pictures back but the one that is shown.
    void rest();

    TestServer server_;
    TestClient& victim_;
    std::unique_ptr<TestWindow> window_;
    std::vector<std::unique_ptr<WireClient>> offenders_;
    unsigned called_back_ = 0;
    int drawn_ = 0;
    std::size_t memory_ = 0;
    int descriptors_ = 0;
};

/// The offender's window, drawn and shown: a wl_surface with its roles.
struct WireWindow {
    WireObject compositor, shm, wm_base;
    WireObject surface, xdg, toplevel;

    /// `size`: of its picture.
    explicit WireWindow(WireClient& client, int size = 40);
};

/// A picture in shared memory that is `width` x `height` pixels, if the file is: `bytes` long.
[[nodiscard]] WireObject wire_buffer(WireClient& client, WireObject const& shm, int width, int height, int bytes,
                                     wl_shm_format format = WL_SHM_FORMAT_XRGB8888);

/// A file without a name, of `bytes`, which goes with this object.
class MemoryFile {
public:
    explicit MemoryFile(long bytes);
    ~MemoryFile();
    MemoryFile(MemoryFile const&) = delete;
    MemoryFile& operator=(MemoryFile const&) = delete;
    [[nodiscard]] WireDescriptor descriptor() const { return {fd_}; }
    void resize(long bytes);

private:
    int fd_;
};

} // namespace vitrail::test
