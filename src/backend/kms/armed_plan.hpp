#pragma once

#include <cstdint>
#include <span>

namespace vitrail {

/// One property of one KMS object (a plane, a CRTC) and the value that a request gives it.
struct PropertyValue {
    std::uint32_t object = 0, property = 0;
    std::uint64_t value = 0;
};

/// What is to be said in wlroots' next atomic requests besides what wlroots itself says in them.
///
/// wlroots has no way to put buffers on overlay planes. But every request of its DRM backend goes through libdrm's
/// `drmModeAtomicCommit`, and a program may define that function itself (hook.cpp): while an ArmedPlan lives, its values
/// are appended to each request on that device. So one `wlr_output_test_state` asks for exactly the combination that one
/// `wlr_output_commit_state` then shows, and wlroots keeps modes, cursor and flip events.
///
///     ArmedPlan const armed{fd, values};
///     bool const shown = wlr_output_commit_state(&output, &state);   // with `values`, if armed.reached()
///
/// The one piece of global state in the program: the hook is a C function without an argument of ours. At most one plan
/// is armed at a time, only round one call into wlroots; arming another inside it hides the first for that time.
class ArmedPlan {
public:
    /// `values` must outlive the object. Where a value of wlroots' own is given again, this one counts.
    ArmedPlan(int fd, std::span<PropertyValue const> values);
    ~ArmedPlan();
    ArmedPlan(ArmedPlan const&) = delete;
    ArmedPlan& operator=(ArmedPlan const&) = delete;

    /// The plan that is armed for this device now; null if there is none.
    [[nodiscard]] static ArmedPlan* on(int fd);

    [[nodiscard]] std::span<PropertyValue const> values() const { return values_; }
    /// The kernel's answer to a request with our values: 0 or a negative errno.
    void answered(int result);

    /// Did a request come through the hook?
    [[nodiscard]] bool reached() const { return reached_; }
    /// The last answer: 0 or a positive errno.
    [[nodiscard]] int error() const { return error_; }

private:
    int fd_;
    std::span<PropertyValue const> values_;
    ArmedPlan* outer_;
    bool reached_ = false;
    int error_ = 0;
};

} // namespace vitrail
