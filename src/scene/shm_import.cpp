#include "scene/shm_import.hpp"

#include "base/attached.hpp"
#include "base/opened_buffer.hpp"
#include "base/slot.hpp"
#include "base/wlr.hpp"

#include <algorithm>
#include <drm_fourcc.h>
#include <fcntl.h>
#include <linux/dma-buf.h>
#include <linux/udmabuf.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace vitrail {

namespace {

constexpr std::int64_t page = 4096;
/// A copy of less costs next to nothing.
constexpr std::int64_t least_bytes = std::int64_t{64} * 1024;
/// Each is a descriptor of ours and pages of a client that the kernel cannot swap.
constexpr std::size_t most_twins = 512;

/// The pages that hold the picture.
struct Pages {
    std::int64_t begin, end;
};

Pages pages_of(wlr_shm_attributes const& shm)
{
    auto const end = std::int64_t(shm.offset) + std::int64_t(shm.stride) * shm.height;
    return {std::int64_t(shm.offset) / page * page, (end + page - 1) / page * page};
}

/// Nobody may take the memory away while a GPU reads it, and the kernel has to have all of its last page: it imports no page of
/// which a part lies behind the end of the file.
bool is_lasting(wlr_shm_attributes const& shm)
{
    int const seals = fcntl(shm.fd, F_GET_SEALS);
    struct stat file{};
    return seals >= 0 && (seals & F_SEAL_SHRINK) && fstat(shm.fd, &file) == 0
        && pages_of(shm).end <= file.st_size;
}

/// What the processor wrote is there for devices to read.
void flush(int dmabuf)
{
    for (auto const when : {DMA_BUF_SYNC_START, DMA_BUF_SYNC_END}) {
        dma_buf_sync const sync{.flags = std::uint64_t(when) | DMA_BUF_SYNC_WRITE};
        ioctl(dmabuf, DMA_BUF_IOCTL_SYNC, &sync);
    }
}

} // namespace

/// Standard layout with wlroots' part first: it hands that back.
struct ShmImport::Twin {
    wlr_buffer base{};
    wlr_dmabuf_attributes dmabuf{};
    wlr_buffer* shm = nullptr;

    static Twin& of(wlr_buffer* buffer) { return *reinterpret_cast<Twin*>(buffer); }
    static void destroy(wlr_buffer* buffer)
    {
        std::unique_ptr<Twin> const self{&of(buffer)};
        wlr_buffer_finish(buffer);
        wlr_dmabuf_attributes_finish(&self->dmabuf);
    }
    static bool get_dmabuf(wlr_buffer* buffer, wlr_dmabuf_attributes* out)
    {
        *out = of(buffer).dmabuf;
        return true;
    }
    static bool begin_access(wlr_buffer* buffer, std::uint32_t flags, void** data, std::uint32_t* format, std::size_t* stride)
    {
        return try_access(*of(buffer).shm, flags, data, format, stride);
    }
    static void end_access(wlr_buffer* buffer) { wlr_buffer_end_data_ptr_access(of(buffer).shm); }
    static constexpr wlr_buffer_impl impl{
        .destroy = destroy, .get_dmabuf = get_dmabuf, .begin_data_ptr_access = begin_access, .end_data_ptr_access = end_access};
};

/// What is known of one shared-memory buffer; goes with it. As long as anybody has the twin, the buffer is kept from its client.
class ShmImport::Entry {
public:
    Entry(ShmImport& owner, wlr_buffer& shm) : owner_{&owner}, shm_{shm} { owner.entries_.push_back(this); }
    ~Entry()
    {
        if (owner_) {
            std::erase(owner_->entries_, this);
            std::erase(owner_->unused_, this);
            owner_->twins_ -= twin_ ? 1 : 0;
        }
        released_.disconnect();
        if (twin_)
            wlr_buffer_drop(&twin_->base);
    }

    [[nodiscard]] BufferRef use(wlr_buffer const* before)
    {
        bool const in_turn = std::exchange(seen_, true) && before && before != &shm_;
        if (in_turn && !twin_ && !refused_ && owner_->twins_ < most_twins)
            pair();
        if (!twin_)
            return {};
        flush(twin_->dmabuf.fd[0]);
        held_ = BufferRef{&shm_};
        return BufferRef{&twin_->base};
    }
    void give_back()
    {
        if (twin_->base.n_locks == 0)
            held_.reset(); // it may be destroyed now, and this with it
    }
    void disown() { owner_ = nullptr; }

private:
    void pair()
    {
        twin_ = owner_->make_twin(shm_);
        refused_ = !twin_;
        if (!twin_)
            return;
        ++owner_->twins_;
        released_.connect<&Entry::on_release>(this, twin_->base.events.release);
    }
    /// Not at once: the twin, which wlroots still has its hands on, might go with the buffer.
    void on_release()
    {
        if (!owner_)
            return;
        if (!std::ranges::contains(owner_->unused_, this))
            owner_->unused_.push_back(this);
        owner_->later_.arm(owner_->loop_.now());
    }

    ShmImport* owner_;
    wlr_buffer& shm_;
    Twin* twin_ = nullptr;
    BufferRef held_;
    bool seen_ = false, refused_ = false;
    Slot<> released_;
};

std::unique_ptr<ShmImport> ShmImport::create(EventLoop& loop, std::function<bool(wlr_buffer&)> takes)
{
    Fd device{open("/dev/udmabuf", O_RDWR | O_CLOEXEC)};
    return device ? std::unique_ptr<ShmImport>{new ShmImport{loop, std::move(device), std::move(takes)}} : nullptr;
}

ShmImport::ShmImport(EventLoop& loop, Fd device, std::function<bool(wlr_buffer&)> takes)
    : loop_{loop}, device_{std::move(device)}, takes_{std::move(takes)}, later_{loop, [this] { give_back(); }}
{
}

ShmImport::~ShmImport()
{
    give_back();
    for (auto* entry : entries_)
        entry->disown();
}

void ShmImport::give_back()
{
    for (auto* entry : std::exchange(unused_, {}))
        entry->give_back();
}

BufferRef ShmImport::in_place(wlr_buffer& shm, wlr_buffer const* before)
{
    wlr_shm_attributes attributes{};
    if (!wlr_buffer_get_shm(&shm, &attributes) || std::int64_t(attributes.stride) * attributes.height < least_bytes)
        return {};
    auto* entry = attached<Entry>(shm.addons);
    return (entry ? *entry : attach<Entry>(shm.addons, *this, shm)).use(before);
}

/// Null: the kernel or the renderer does not want it.
ShmImport::Twin* ShmImport::make_twin(wlr_buffer& shm) const
{
    wlr_shm_attributes attributes{};
    if (!wlr_buffer_get_shm(&shm, &attributes) || !is_lasting(attributes))
        return nullptr;
    auto const [begin, end] = pages_of(attributes);
    udmabuf_create const request{.memfd = std::uint32_t(attributes.fd),
                                 .flags = UDMABUF_FLAGS_CLOEXEC,
                                 .offset = std::uint64_t(begin),
                                 .size = std::uint64_t(end - begin)};
    int const dmabuf = ioctl(device_.get(), UDMABUF_CREATE, &request);
    if (dmabuf < 0)
        return nullptr;
    auto made = std::make_unique<Twin>();
    wlr_buffer_init(&made->base, &Twin::impl, shm.width, shm.height);
    made->shm = &shm;
    made->dmabuf = {.width = shm.width, .height = shm.height, .format = attributes.format, .modifier = DRM_FORMAT_MOD_LINEAR,
                    .n_planes = 1};
    made->dmabuf.fd[0] = dmabuf;
    made->dmabuf.offset[0] = std::uint32_t(attributes.offset - begin);
    made->dmabuf.stride[0] = std::uint32_t(attributes.stride);
    Twin* const twin = made.release();
    if (takes_(twin->base))
        return twin;
    wlr_buffer_drop(&twin->base);
    return nullptr;
}

} // namespace vitrail
