#pragma once

#include "base/buffer_ref.hpp"
#include "base/event_loop.hpp"
#include "base/fd.hpp"

#include <functional>
#include <memory>
#include <vector>

struct wlr_buffer;

namespace vitrail {

/// Lets a GPU read clients' shared memory where it is, instead of a copy of it: the kernel makes a dmabuf of a memfd's pages
/// (udmabuf), if that memfd is sealed so that it cannot shrink.
///
/// Such a buffer goes back to its client when the screen does not show it any more, as dmabufs do, not as soon as it is copied.
/// So it is done only for clients that draw into several buffers in turn; who draws into one, or once, is copied. Small
/// pictures are copied as well: that costs less than a descriptor.
class ShmImport {
public:
    /// `takes`: can whoever composes read this dmabuf? Null where the kernel has no udmabuf, or does not let us use it.
    [[nodiscard]] static std::unique_ptr<ShmImport> create(EventLoop& loop, std::function<bool(wlr_buffer&)> takes);
    ~ShmImport();

    /// A dmabuf of the same pixels, as they are now, to be shown instead of `shm`; empty: that is to be copied. To be called
    /// once for each commit that attaches it; `before`: what the surface showed until then. Only compared.
    [[nodiscard]] BufferRef in_place(wlr_buffer& shm, wlr_buffer const* before);

private:
    struct Twin;
    class Entry;

    ShmImport(EventLoop& loop, Fd device, std::function<bool(wlr_buffer&)> takes);
    [[nodiscard]] Twin* make_twin(wlr_buffer& shm) const;
    void give_back();

    EventLoop& loop_;
    Fd device_; // /dev/udmabuf
    std::function<bool(wlr_buffer&)> takes_;
    std::vector<Entry*> entries_; // hung on buffers
    std::vector<Entry*> unused_;  // of those, the ones that nobody shows any more: their clients may have them back
    std::size_t twins_ = 0;
    Timer later_;
};

} // namespace vitrail
