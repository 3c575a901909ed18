#include "report.hpp"

#include "base/private_use.hpp"
#include "base/wlr.hpp"
#include "input/devices.hpp"
#include "output/output.hpp"
#include "scene/commit_gate.hpp"
#include "shell/shell.hpp"
#include "shell/window.hpp"

#include <format>

namespace vitrail {

namespace {

std::string_view name_of(Memory memory)
{
    switch (memory) {
    case Memory::Dmabuf:      return "dmabuf";
    case Memory::Shm:         return "shm";
    case Memory::SinglePixel: return "single-pixel";
    }
    return "";
}

std::string_view name_of(Path path)
{
    switch (path) {
    case Path::Composed: return "composed";
    case Path::Above:    return "plane-above";
    case Path::Below:    return "plane-below";
    }
    return "";
}

/// What the layer is to its user.
std::string_view role_of(Placements::Row const& row, wlr_surface* surface)
{
    if (row.role == LayerRole::Cursor)
        return "cursor";
    if (!surface)
        return row.buffer.empty() ? "color" : "picture"; // our own
    if (wlr_subsurface_try_from_wlr_surface(surface))
        return "subsurface";
    if (wlr_xdg_popup_try_from_wlr_surface(surface))
        return "popup";
    if (wlr_layer_surface_v1_try_from_wlr_surface(surface))
        return "panel";
    if (wlr_session_lock_surface_v1_try_from_wlr_surface(surface))
        return "lock";
    return wlr_xdg_toplevel_try_from_wlr_surface(surface) ? "window" : "surface";
}

Json pid_of(wlr_surface const* surface)
{
    if (!surface)
        return nullptr;
    pid_t pid = 0;
    wl_client_get_credentials(wl_resource_get_client(surface->resource), &pid, nullptr, nullptr);
    return pid;
}

/// Why the surface's next picture is not shown yet.
Json wait_of(wlr_surface* surface)
{
    auto const* gate = surface ? CommitGate::of(*surface) : nullptr;
    auto const wait = gate ? gate->waits_for() : std::nullopt;
    return wait ? Json(name_of(*wait)) : Json();
}

Json buffer_of(Placements::Row const& row)
{
    if (row.buffer.empty())
        return nullptr;
    Json out{{"memory", name_of(row.memory)},
             {"width", row.buffer.width},
             {"height", row.buffer.height},
             {"format", name_of(row.format)}};
    // Numbers of 64 bits are not safe in JSON.
    out["modifier"] = row.memory == Memory::Dmabuf ? Json(std::format("{:#018x}", row.modifier)) : Json();
    return out;
}

Json plane_of(std::optional<PlaneId> plane)
{
    return plane ? Json(plane->value) : Json();
}

Json report_layer(Placements::Row const& row, std::uint64_t frames, wlr_surface* surface, Shell const& shell)
{
    auto const* window = surface ? shell.window_of(surface) : nullptr;
    return {{"surface", row.id.value},
            {"role", role_of(row, surface)},
            {"app_id", window ? Json(window->app_id()) : Json()},
            {"title", window ? Json(window->title()) : Json()},
            {"pid", pid_of(surface)},
            {"x", row.dest.x},
            {"y", row.dest.y},
            {"width", row.dest.width},
            {"height", row.dest.height},
            {"buffer", buffer_of(row)},
            {"path", name_of(row.path)},
            {"plane", plane_of(row.placement.plane)},
            {"verdict", name_of(row.placement.verdict)},
            {"meaning", meaning_of(row.placement.verdict)},
            {"frames", frames},
            {"waits_for", wait_of(surface)}};
}

/// The composed buffer: null when clients' buffers are all there is to see.
Json report_composed(Output const& output)
{
    auto const* frame = output.shown();
    if (!frame || !frame->assignment.composed)
        return nullptr;
    return {{"plane", plane_of(frame->assignment.composed)}};
}

} // namespace

Json report_layers(Output& output, Shell const& shell)
{
    auto layers = Json::array();
    for (auto const& row : output.placements().rows())
        layers.push_back(report_layer(row, output.placements().frames(row), output.viewport().surface_of(row.id), shell));
    return {{"name", output.identity().connector},
            {"width", output.view().size.width},
            {"height", output.view().size.height},
            {"commits", output.stats().commits},
            {"composed_commits", output.stats().composed},
            {"composed", report_composed(output)},
            {"layers", std::move(layers)}};
}

Json report_output(Output const& output)
{
    auto const& display = output.identity();
    auto const& frames = output.stats();
    auto const& compose = output.compose_stats();
    auto const& clock = output.clock();
    return {{"name", display.connector},
            {"make", display.make},
            {"model", display.model},
            {"serial", display.serial},
            {"width", output.view().size.width},
            {"height", output.view().size.height},
            {"refresh_mhz", output.scanout() ? output.scanout()->mode().refresh_mhz : 0},
            {"scale", output.view().scale},
            {"state", name_of(output.state())},
            {"frames",
             {{"commits", frames.commits},
              {"flips", frames.flips},
              {"composed", frames.composed},
              {"direct", frames.direct},
              {"refused", frames.refused},
              {"tests", frames.tests},
              {"torn", frames.torn},
              {"lost_flips", frames.lost_flips}}},
            {"compose",
             {{"with", output.composed_with()},
              {"passes", compose.passes},
              {"bands", compose.bands},
              {"draws", compose.draws},
              {"pixels", compose.pixels},
              {"looks", compose.looks},
              {"damage", compose.damage},
              {"uploads", compose.uploads},
              {"bytes_read", compose.bytes_read},
              {"bytes_written", compose.bytes_written},
              {"bytes_copied", compose.bytes_copied},
              {"cpu_ns", compose.cpu.count()},
              {"gpu_ns", compose.gpu.count()}}},
            {"clock",
             {{"period_ns", clock.period().count()},
              {"scanout_cost_ns", clock.cost(FrameKind::Scanout).count()},
              {"composed_cost_ns", clock.cost(FrameKind::Composed).count()},
              {"margin_ns", clock.margin().count()},
              {"slack_ns", clock.stats().slack.count()},
              {"misses", clock.stats().misses},
              {"overruns", clock.stats().overruns}}}};
}

Json report_input(DeviceReport const& device)
{
    auto settings = Json::object();
    for (auto const& [name, value] : device.settings)
        settings[name] = value;
    return {{"name", device.names.name},
            {"id", device.names.id.empty() ? Json() : Json(device.names.id)},
            {"kind", device.names.kind.empty() ? Json() : Json(device.names.kind)},
            {"output", device.screen.connector.empty() ? Json() : Json(device.screen.connector)},
            {"waits", device.screen.waits},
            {"settings", std::move(settings)}};
}

Json report_use(PrivateUse const& use)
{
    return {{"kind", use_names[std::size_t(use.kind)]},
            {"program", use.program},
            {"pid", use.process},
            {"since_ns", use.since.time_since_epoch().count()},
            {"active", use.active}};
}

} // namespace vitrail
