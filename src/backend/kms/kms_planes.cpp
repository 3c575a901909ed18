#include "kms_planes.hpp"

#include "../output_state.hpp"
#include "../simple_planes.hpp"
#include "base/log.hpp"
#include "base/wlr.hpp"
#include "damage_blobs.hpp"
#include "framebuffers.hpp"

#include <cerrno>

namespace vitrail {

namespace {

PlaneLeases::Planes overlays_of(PlanePlan const& plan)
{
    PlaneLeases::Planes out;
    for (auto const& picture : plan.overlays)
        out.insert(picture.plane);
    return out;
}

} // namespace

KmsPlanes::KmsPlanes(wlr_output& output, std::shared_ptr<KmsDevice> device) : output_{output}, device_{std::move(device)}
{
    device_->displays.insert(this);
}

KmsPlanes::~KmsPlanes()
{
    device_->displays.erase(this);
    device_->switch_off(device_->leases.held_by(this));
    device_->leases.returned(this);
}

Duration KmsPlanes::longest_refresh() const
{
    return device_->longest_refresh_of(output_).value_or(usual_longest_refresh);
}

bool KmsPlanes::other_gpu() const { return wlr_drm_backend_get_parent(output_.backend) != nullptr; }

// --- what there is -------------------------------------------------------------------------------------------------

std::vector<PlaneCaps> const& KmsPlanes::planes()
{
    if (leases_seen_ != device_->leases.version())
        list_planes();
    return planes_;
}

void KmsPlanes::list_planes()
{
    leases_seen_ = device_->leases.version();
    auto now = wlroots_planes();
    std::vector<PlaneCaps> elsewhere;
    auto const index = device_->crtc_index(crtc_);
    bool const usable = device_->injects == true && index && primary_ && !overlays_taken_ && !other_gpu();
    for (auto const& plane : device_->planes()) {
        if (!usable || plane.type() != PlaneType::Overlay || !plane.possible_on(*index))
            continue;
        auto const* holder = device_->leases.holder_of(plane.id());
        (holder && holder != this ? elsewhere : now).push_back(plane.caps());
    }
    auto const same = [](auto const& a, auto const& b) {
        return std::ranges::equal(a, b, {}, &PlaneCaps::id, &PlaneCaps::id);
    };
    version_ += same(now, planes_) && same(elsewhere, elsewhere_) ? 0 : 1;
    planes_ = std::move(now);
    elsewhere_ = std::move(elsewhere);
}

/// The primary and the cursor plane are as wlroots says, with what it does not say.
std::vector<PlaneCaps> KmsPlanes::wlroots_planes() const
{
    auto const id_of = [](HardwarePlane const* plane, std::uint32_t otherwise) {
        return plane ? plane->id() : PlaneId{otherwise};
    };
    auto out = simple_planes(output_, id_of(primary_, 1), id_of(cursor_, 2));
    for (auto& caps : out) {
        auto const* known = caps.type == PlaneType::Primary ? primary_ : cursor_;
        if (!known)
            continue;
        caps.zpos_min = known->caps().zpos_min;
        caps.zpos_max = known->caps().zpos_max;
        caps.yuv = known->caps().yuv;
        caps.blends = known->caps().blends;
    }
    return out;
}

// --- frames --------------------------------------------------------------------------------------------------------

TestAnswer KmsPlanes::describe(PlanePicture const& picture, std::vector<PropertyValue>& request) const
{
    auto const* plane = device_->find(picture.plane);
    auto const* holder = device_->leases.holder_of(picture.plane);
    auto const layout = picture.buffer ? layout_of(*picture.buffer.get()) : std::nullopt;
    if (!plane || plane->type() != PlaneType::Overlay || (holder && holder != this) || !plane->can_show(picture))
        return TestAnswer::Refused;
    if (!layout)
        return TestAnswer::NotImportable;
    auto const format = plane->format_for(layout->format, layout->modifier, picture);
    if (!format)
        return TestAnswer::Refused;
    auto const framebuffer = Framebuffers::of(device_, *picture.buffer.get(), format);
    if (framebuffer == 0)
        return TestAnswer::NotImportable;
    plane->show(picture, framebuffer, format, crtc_, request);
    return TestAnswer::Allowed;
}

/// All that a request must say besides what wlroots says. Allowed: as far as can be known without asking.
TestAnswer KmsPlanes::describe(PlanePlan const& plan, std::vector<PropertyValue>& request) const
{
    if (!plan.overlays.empty() && (!primary_ || device_->injects != true || other_gpu()))
        return TestAnswer::Refused;
    for (auto const& picture : plan.overlays)
        if (auto const answer = describe(picture, request); answer != TestAnswer::Allowed)
            return answer;
    auto const wanted = overlays_of(plan);
    for (auto const id : device_->leases.held_by(this))
        if (!wanted.contains(id))
            device_->find(id)->hide(request);
    if (!primary_)
        return TestAnswer::Allowed;
    request.insert(request.end(), neutral_.begin(), neutral_.end());
    primary_->set_zpos(plan.primary_zpos, request);
    if (plan.primary_yuv)
        primary_->set_conversion(*plan.primary_yuv, request);
    if (cursor_)
        cursor_->set_zpos(cursor_->caps().zpos_max, request);
    return TestAnswer::Allowed;
}

TestAnswer KmsPlanes::test(wlr_output_state const& state, PlanePlan const& plan)
{
    std::vector<PropertyValue> request;
    if (auto const answer = describe(plan, request); answer != TestAnswer::Allowed)
        return answer;
    ArmedPlan const armed{device_->fd(), request};
    if (wlr_output_test_state(&output_, &state))
        return TestAnswer::Allowed;
    if (armed.reached())
        return armed.error() == ENOSPC ? TestAnswer::NoBandwidth : TestAnswer::Refused;
    // wlroots did not even ask: it makes the primary plane's framebuffer first.
    return device_->injects == true ? TestAnswer::NotImportable : TestAnswer::Refused;
}

bool KmsPlanes::commit(wlr_output_state const& state, PlanePlan const& plan)
{
    std::vector<PropertyValue> request;
    if (describe(plan, request) != TestAnswer::Allowed)
        return false;
    DamageBlobs blobs{device_->fd()};
    for (auto const& picture : plan.overlays)
        if (auto const* plane = device_->find(picture.plane); plane->takes_damage())
            plane->set_damage(blobs.add(picture.damage, picture.buffer.size()), request);
    if (auto const* plane = plan.composed_fence >= 0 ? device_->find(plan.composed_on) : nullptr)
        plane->wait_for(plan.composed_fence, request);
    ArmedPlan const armed{device_->fd(), request};
    if (!wlr_output_commit_state(&output_, &state))
        return false;
    device_->leases.committed(this, overlays_of(plan));
    if (std::exchange(overlays_taken_, false))
        list_planes();
    return true;
}

void KmsPlanes::presented() { device_->leases.presented(this); }

// --- modes ---------------------------------------------------------------------------------------------------------

std::vector<PropertyValue> KmsPlanes::all_off(bool other_displays_too) const
{
    std::vector<PropertyValue> out;
    for (auto const& plane : device_->planes())
        if (auto const* holder = device_->leases.holder_of(plane.id());
            holder == this || (holder && other_displays_too))
            plane.hide(out);
    return out;
}

bool KmsPlanes::ask_for_mode(std::function<bool()> const& ask)
{
    for (bool const other_displays_too : {false, true}) {
        auto const request = all_off(other_displays_too);
        ArmedPlan const armed{device_->fd(), request};
        if (ask())
            return true;
    }
    return false;
}

bool KmsPlanes::modeset(wlr_output_state const& state)
{
    device_->switch_off(device_->foreign());
    if (!commit_mode(state) && !(take_overlays_of_others(state) && commit_mode(state)))
        return false;
    device_->leases.returned(this);
    overlays_taken_ = false;
    list_planes();
    ++version_;
    return true;
}

bool KmsPlanes::commit_mode(wlr_output_state const& state)
{
    auto const request = all_off(false);
    ArmedPlan const armed{device_->fd(), request};
    if (!wlr_output_commit_state(&output_, &state))
        return false;
    look_around(armed.reached());
    return true;
}

/// Displays of one card share what it can read at once. Their overlays go off in a request of our own and not in the one
/// that sets the mode: that one asks for an event from each CRTC in it, and wlroots expects its own alone.
bool KmsPlanes::take_overlays_of_others(wlr_output_state const& state)
{
    if (!ask_for_mode([&] { return wlr_output_test_state(&output_, &state); }))
        return false; // it is not for their sake
    return device_->take_overlays(this);
}

void KmsPlanes::overlays_taken()
{
    device_->leases.returned(this);
    overlays_taken_ = true;
    list_planes();
    wlr_output_update_needs_frame(&output_);
}

/// After a mode was set: which CRTC wlroots chose, and whether the request came through the hook.
void KmsPlanes::look_around(bool hook_reached)
{
    if (!device_->injects) {
        device_->injects = hook_reached;
#ifdef VITRAIL_PLANE_INJECTION
        if (!hook_reached && !device_->planes().empty())
            log::warning("overlay planes are not used: wlroots' requests do not come through Vitrail (is libdrm linked "
                         "statically?)");
#else
        log::info("overlay planes are not used: built without plane_injection");
#endif
    }
    crtc_ = output_.enabled ? device_->crtc_of(output_) : 0;
    auto const index = device_->crtc_index(crtc_);
    primary_ = index ? device_->own_plane(PlaneType::Primary, *index) : nullptr;
    cursor_ = index ? device_->own_plane(PlaneType::Cursor, *index) : nullptr;
    if (primary_ && primary_->crtc_now(device_->fd()) != crtc_)
        primary_ = nullptr; // wlroots chose otherwise: then nothing is known of it
    neutral_.clear();
    for (auto const* plane : {primary_, cursor_})
        if (plane)
            plane->set_neutral(device_->fd(), neutral_);
}

} // namespace vitrail
