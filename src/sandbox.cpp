#include "sandbox.hpp"

#include <algorithm>
#include <array>

namespace vitrail {

namespace {

constexpr bool visible = true, hidden = false;

constexpr std::array rules{
    // A program's own windows and their pictures.
    SandboxRule{"wl_compositor", visible},
    SandboxRule{"wl_subcompositor", visible},
    SandboxRule{"wl_shm", visible},
    SandboxRule{"wl_output", visible},
    SandboxRule{"wl_fixes", visible},
    SandboxRule{"wp_viewporter", visible},
    SandboxRule{"wp_fractional_scale_manager_v1", visible},
    SandboxRule{"wp_single_pixel_buffer_manager_v1", visible},
    SandboxRule{"wp_alpha_modifier_v1", visible},
    SandboxRule{"wp_color_representation_manager_v1", visible},
    SandboxRule{"wp_color_manager_v1", visible},
    SandboxRule{"wp_content_type_manager_v1", visible},
    SandboxRule{"wp_tearing_control_manager_v1", visible},
    SandboxRule{"wp_presentation", visible},
    SandboxRule{"wp_fifo_manager_v1", visible},
    SandboxRule{"wp_commit_timing_manager_v1", visible},
    SandboxRule{"wp_linux_drm_syncobj_manager_v1", visible},
    SandboxRule{"zwp_linux_dmabuf_v1", visible},
    SandboxRule{"zxdg_output_manager_v1", visible},
    SandboxRule{"xdg_wm_base", visible},
    SandboxRule{"xdg_wm_dialog_v1", visible},
    SandboxRule{"xdg_activation_v1", visible},
    SandboxRule{"xdg_system_bell_v1", visible},
    SandboxRule{"xdg_toplevel_icon_manager_v1", visible},
    SandboxRule{"xdg_toplevel_tag_manager_v1", visible},
    SandboxRule{"zxdg_decoration_manager_v1", visible},
    SandboxRule{"org_kde_kwin_server_decoration_manager", visible},
    SandboxRule{"zxdg_exporter_v1", visible},
    SandboxRule{"zxdg_importer_v1", visible},
    SandboxRule{"zxdg_exporter_v2", visible},
    SandboxRule{"zxdg_importer_v2", visible},
    SandboxRule{"zwp_idle_inhibit_manager_v1", visible}, // only while its window is seen

    // What its user does to these windows.
    SandboxRule{"wl_seat", visible},
    SandboxRule{"wl_data_device_manager", visible},
    SandboxRule{"zwp_primary_selection_device_manager_v1", visible},
    SandboxRule{"wp_cursor_shape_manager_v1", visible},
    SandboxRule{"zwp_relative_pointer_manager_v1", visible},
    SandboxRule{"zwp_pointer_constraints_v1", visible},
    SandboxRule{"zwp_pointer_gestures_v1", visible},
    SandboxRule{"zwp_tablet_manager_v2", visible},
    SandboxRule{"zwp_text_input_manager_v3", visible},
    SandboxRule{"zwp_keyboard_shortcuts_inhibit_manager_v1", visible}, // the user has a way out

    // Others' pictures.
    SandboxRule{"zwlr_screencopy_manager_v1", hidden},
    SandboxRule{"zwlr_export_dmabuf_manager_v1", hidden},
    SandboxRule{"ext_image_copy_capture_manager_v1", hidden},
    SandboxRule{"ext_output_image_capture_source_manager_v1", hidden},
    SandboxRule{"ext_foreign_toplevel_image_capture_source_manager_v1", hidden},

    // Others' words, and words put into others' mouths.
    SandboxRule{"ext_data_control_manager_v1", hidden},
    SandboxRule{"zwlr_data_control_manager_v1", hidden},
    SandboxRule{"zwp_virtual_keyboard_manager_v1", hidden},
    SandboxRule{"zwlr_virtual_pointer_manager_v1", hidden},
    SandboxRule{"zwp_input_method_manager_v2", hidden},
    SandboxRule{"ext_transient_seat_manager_v1", hidden},

    // The desktop itself.
    SandboxRule{"zwlr_layer_shell_v1", hidden},
    SandboxRule{"ext_session_lock_manager_v1", hidden},
    SandboxRule{"ext_idle_notifier_v1", hidden}, // tells when somebody sits there
    SandboxRule{"ext_foreign_toplevel_list_v1", hidden},
    SandboxRule{"zwlr_foreign_toplevel_manager_v1", hidden},
    SandboxRule{"ext_workspace_manager_v1", hidden},
    SandboxRule{"zwlr_output_manager_v1", hidden},
    SandboxRule{"zwlr_output_power_manager_v1", hidden},
    SandboxRule{"zwlr_gamma_control_manager_v1", hidden},
    SandboxRule{"wp_drm_lease_device_v1", hidden},
    SandboxRule{"wp_security_context_manager_v1", hidden}, // a sandbox inside it would be a way to another name
    SandboxRule{"xwayland_shell_v1", hidden},
};

} // namespace

std::span<SandboxRule const> sandbox_rules()
{
    return rules;
}

Sandbox::Sandbox(wl_display& display)
    : display_{display}
    , protocol_{wlr_security_context_manager_v1_create(&display)}
{
    auto const filter = [](wl_client const* client, wl_global const* global, void* self) {
        return static_cast<Sandbox const*>(self)->may_see(client, global);
    };
    wl_display_set_global_filter(&display, filter, this);
}

Sandbox::~Sandbox()
{
    wl_display_set_global_filter(&display_, nullptr, nullptr);
}

bool Sandbox::may_see(wl_client const* client, wl_global const* global) const
{
    if (!wlr_security_context_manager_v1_lookup_client(protocol_, client))
        return true;
    auto const rule
        = std::ranges::find(rules, std::string_view{wl_global_get_interface(global)->name}, &SandboxRule::interface);
    return rule != rules.end() && rule->visible;
}

} // namespace vitrail
