#pragma once

#include "base/message_log.hpp"

#include <cstdint>
#include <unordered_map>

namespace vitrail {

/// Closes what wlroots 0.20 forgets of dmabufs that are handed over in part (linux-dmabuf-v1): planes above a gap.
///
/// It counts the planes that a client adds, and in the end closes as many from the first one on. Of a second plane without a
/// first one it closes the first, which is none; each such object would cost a descriptor.
class DmabufPlanes {
public:
    explicit DmabufPlanes(MessageLog& messages);
    DmabufPlanes(DmabufPlanes const&) = delete;
    DmabufPlanes& operator=(DmabufPlanes const&) = delete;
    ~DmabufPlanes();

private:
    struct Params;

    void add(wl_resource* params, int fd, std::uint32_t plane, std::uint64_t modifier);
    void create(wl_resource* params);

    std::unordered_map<wl_resource*, Params> all_; // that have planes
};

} // namespace vitrail
