#include "gpu_timer.hpp"

#include <linux/sync_file.h>
#include <sys/ioctl.h>

namespace vitrail {

namespace {

/// A GPU that is further behind than that is not worth asking.
constexpr std::size_t most_pending = 8;

/// When the fence signalled; nothing if it has not.
std::optional<Time> signalled(int fence)
{
    sync_fence_info info{};
    sync_file_info file{};
    file.num_fences = 1;
    file.sync_fence_info = reinterpret_cast<std::uintptr_t>(&info);
    if (ioctl(fence, SYNC_IOC_FILE_INFO, &file) != 0 || file.status != 1)
        return std::nullopt;
    return Time{Duration{std::int64_t(info.timestamp_ns)}};
}

} // namespace

GpuTimer::GpuTimer(GlesContext const& context) : context_{context} {}

void GpuTimer::begin()
{
    Span span;
    if (context_.query_counter) {
        span.from = gl::make<gl::Query>(glGenQueries);
        span.to = gl::make<gl::Query>(glGenQueries);
        context_.query_counter(span.from.get(), GL_TIMESTAMP_EXT);
    } else if (context_.dup_fence) {
        span.begun = Time{std::chrono::steady_clock::now().time_since_epoch()};
    } else {
        return;
    }
    if (pending_.size() == most_pending)
        pending_.pop_front();
    pending_.push_back(std::move(span));
}

void GpuTimer::end()
{
    if (pending_.empty())
        return;
    Span& span = pending_.back();
    if (span.to)
        context_.query_counter(span.to.get(), GL_TIMESTAMP_EXT);
    else
        span.fence = context_.fence();
}

std::optional<Duration> GpuTimer::poll()
{
    GLint disjoint = 0; // the GPU's clock jumped: nothing that was measured meanwhile means anything
    if (context_.query_counter)
        glGetIntegerv(GL_GPU_DISJOINT_EXT, &disjoint);
    if (disjoint)
        pending_.clear();
    std::optional<Duration> last;
    while (!pending_.empty()) {
        auto const t = taken(pending_.front());
        if (!t)
            break;
        last = t;
        pending_.pop_front();
    }
    return last;
}

std::optional<Duration> GpuTimer::taken(Span const& span) const
{
    if (span.to) {
        auto const to = result(span.to.get()), from = to ? result(span.from.get()) : std::nullopt;
        return from ? std::optional{Duration{std::int64_t(*to - *from)}} : std::nullopt;
    }
    auto const done = span.fence ? signalled(span.fence.get()) : std::nullopt;
    return done ? std::optional{std::max(*done - span.begun, Duration::zero())} : std::nullopt;
}

std::optional<std::uint64_t> GpuTimer::result(GLuint query) const
{
    GLuint there = 0;
    glGetQueryObjectuiv(query, GL_QUERY_RESULT_AVAILABLE, &there);
    if (!there)
        return std::nullopt;
    GLuint64 value = 0;
    context_.query_result(query, GL_QUERY_RESULT, &value);
    return value;
}

} // namespace vitrail
