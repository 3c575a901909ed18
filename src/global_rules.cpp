#include "global_rules.hpp"

#include <array>

namespace vitrail {

namespace {

constexpr auto everybody = GlobalRule::Audience::Everybody, no_sandbox = GlobalRule::Audience::NoSandbox,
               privileged = GlobalRule::Audience::Privileged;

constexpr std::array rules{
    // A program's own windows and their pictures.
    GlobalRule{"wl_compositor", everybody},
    GlobalRule{"wl_subcompositor", everybody},
    GlobalRule{"wl_shm", everybody},
    GlobalRule{"wl_output", everybody},
    GlobalRule{"wl_fixes", everybody},
    GlobalRule{"wp_viewporter", everybody},
    GlobalRule{"wp_fractional_scale_manager_v1", everybody},
    GlobalRule{"wp_single_pixel_buffer_manager_v1", everybody},
    GlobalRule{"wp_alpha_modifier_v1", everybody},
    GlobalRule{"wp_color_representation_manager_v1", everybody},
    GlobalRule{"wp_color_manager_v1", everybody},
    GlobalRule{"wp_content_type_manager_v1", everybody},
    GlobalRule{"wp_tearing_control_manager_v1", everybody},
    GlobalRule{"wp_presentation", everybody},
    GlobalRule{"wp_fifo_manager_v1", everybody},
    GlobalRule{"wp_commit_timing_manager_v1", everybody},
    GlobalRule{"wp_linux_drm_syncobj_manager_v1", everybody},
    GlobalRule{"zwp_linux_dmabuf_v1", everybody},
    GlobalRule{"zxdg_output_manager_v1", everybody},
    GlobalRule{"xdg_wm_base", everybody},
    GlobalRule{"xdg_wm_dialog_v1", everybody},
    GlobalRule{"xdg_activation_v1", everybody},
    GlobalRule{"xdg_system_bell_v1", everybody},
    GlobalRule{"xdg_toplevel_icon_manager_v1", everybody},
    GlobalRule{"xdg_toplevel_tag_manager_v1", everybody},
    GlobalRule{"zxdg_decoration_manager_v1", everybody},
    GlobalRule{"org_kde_kwin_server_decoration_manager", everybody},
    GlobalRule{"zxdg_exporter_v1", everybody},
    GlobalRule{"zxdg_importer_v1", everybody},
    GlobalRule{"zxdg_exporter_v2", everybody},
    GlobalRule{"zxdg_importer_v2", everybody},
    GlobalRule{"zwp_idle_inhibit_manager_v1", everybody}, // only while its window is seen

    // What its user does to these windows.
    GlobalRule{"wl_seat", everybody},
    GlobalRule{"wl_data_device_manager", everybody},
    GlobalRule{"zwp_primary_selection_device_manager_v1", everybody},
    GlobalRule{"wp_cursor_shape_manager_v1", everybody},
    GlobalRule{"zwp_relative_pointer_manager_v1", everybody},
    GlobalRule{"zwp_pointer_constraints_v1", everybody},
    GlobalRule{"zwp_pointer_gestures_v1", everybody},
    GlobalRule{"zwp_tablet_manager_v2", everybody},
    GlobalRule{"zwp_text_input_manager_v3", everybody},
    GlobalRule{"zwp_keyboard_shortcuts_inhibit_manager_v1", everybody}, // the user has a way out

    // Others' pictures.
    GlobalRule{"zwlr_screencopy_manager_v1", privileged, Privilege::Capture},
    GlobalRule{"zwlr_export_dmabuf_manager_v1", privileged, Privilege::Capture},
    GlobalRule{"ext_image_copy_capture_manager_v1", privileged, Privilege::Capture},
    GlobalRule{"ext_output_image_capture_source_manager_v1", privileged, Privilege::Capture},
    GlobalRule{"ext_foreign_toplevel_image_capture_source_manager_v1", privileged, Privilege::Capture},

    // Others' words, and words put into others' mouths.
    GlobalRule{"ext_data_control_manager_v1", privileged, Privilege::Clipboard},
    GlobalRule{"zwlr_data_control_manager_v1", privileged, Privilege::Clipboard},
    GlobalRule{"zwp_virtual_keyboard_manager_v1", privileged, Privilege::Input},
    GlobalRule{"zwlr_virtual_pointer_manager_v1", privileged, Privilege::Input},
    GlobalRule{"zwp_input_method_manager_v2", privileged, Privilege::Input},
    GlobalRule{"ext_transient_seat_manager_v1", privileged, Privilege::Input},

    // The desktop itself.
    GlobalRule{"zwlr_layer_shell_v1", privileged, Privilege::Panels},
    GlobalRule{"ext_session_lock_manager_v1", privileged, Privilege::Lock},
    GlobalRule{"ext_idle_notifier_v1", privileged, Privilege::Idle}, // tells when somebody sits there
    GlobalRule{"ext_foreign_toplevel_list_v1", privileged, Privilege::Windows},
    GlobalRule{"zwlr_foreign_toplevel_manager_v1", privileged, Privilege::Windows},
    GlobalRule{"ext_workspace_manager_v1", privileged, Privilege::Windows},
    GlobalRule{"zwlr_output_manager_v1", privileged, Privilege::Displays},
    GlobalRule{"zwlr_output_power_manager_v1", privileged, Privilege::Displays},
    GlobalRule{"zwlr_gamma_control_manager_v1", privileged, Privilege::Displays},
    GlobalRule{"wp_drm_lease_device_v1", privileged, Privilege::Displays},
    GlobalRule{"wp_security_context_manager_v1", no_sandbox}, // a sandbox inside it would be a way to another name
    GlobalRule{"xwayland_shell_v1", no_sandbox},
};

} // namespace

std::span<GlobalRule const> global_rules()
{
    return rules;
}

} // namespace vitrail
