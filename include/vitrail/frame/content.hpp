#pragma once

#include "base/buffer_ref.hpp"
#include "base/format.hpp"
#include "base/geometry.hpp"
#include "base/id.hpp"
#include "base/region.hpp"

#include <array>
#include <cstdint>
#include <memory>

namespace vitrail {

class ReturnedBuffer;

/// Names what produces pictures: a surface, the cursor image. Stable for its life, never used again.
using SourceId = Id<struct SourceTag>;

/// A premultiplied colour, each channel 0 to 1.
struct Color {
    float r{}, g{}, b{}, a{};

    friend bool operator==(Color const&, Color const&) = default;
    [[nodiscard]] bool opaque() const { return a >= 1.0F; }
};

/// Where the pixels of a buffer live: it decides who can read them without a copy.
enum class Memory { Dmabuf, Shm, SinglePixel };

/// What a client says about its pictures (content-type-v1).
enum class ContentType { None, Photo, Video, Game };

/// One picture of one source: what it shows from one commit to the next. Shared, never changed, except that `buffer`
/// may be given back once the renderer has a copy of it.
///
/// `serial` counts the pictures of the source. A reader that last saw serial `n` asks `damage_since(n)` what differs:
/// the last few differences are kept, older ones count as "everything".
struct Content {
    static constexpr std::size_t kept_damages = 4;

    mutable BufferRef buffer; ///< empty once a copying renderer has it (see Composer)
    mutable std::shared_ptr<ReturnedBuffer> given_back; ///< that buffer; a renderer that lost its copy may look again
    /// So many go on showing it when its source has another picture: a copy of it is not to be painted over.
    mutable int keepers = 0;
    mutable bool is_replaced = false; ///< its source has another picture
    Size<BufferPx> size;
    Memory memory = Memory::Shm;
    bool in_place = false;    ///< shared memory that a GPU reads where it is: nobody needs a copy (see ShmImport)
    Format format;
    std::uint64_t modifier{}; ///< dmabufs only
    Color color;              ///< single-pixel buffers only
    std::uint64_t serial{};
    std::array<Region<BufferPx>, kept_damages> damages; ///< [serial % kept] differs from serial - 1

    /// Lets the client have its buffer again, unless it has done away with it.
    void give_back() const;
    /// Its source has another picture now.
    void replaced() const;

    [[nodiscard]] Region<BufferPx> damage_since(std::uint64_t seen) const
    {
        if (seen == 0 || seen > serial || serial - seen > kept_damages)
            return Rect<BufferPx>::of(size);
        Region<BufferPx> out;
        for (auto s = seen + 1; s <= serial; ++s)
            out |= damages[s % kept_damages];
        return out;
    }
};

} // namespace vitrail
