#pragma once

#include "client_output.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct wl_compositor;
struct wl_data_device_manager;
struct wl_display;
struct wl_interface;
struct wl_registry;
struct wl_seat;
struct wl_shm;
struct wl_subcompositor;
struct wl_surface;
struct wp_alpha_modifier_v1;
struct wp_color_representation_manager_v1;
struct wp_cursor_shape_manager_v1;
struct wp_fractional_scale_manager_v1;
struct wp_presentation;
struct wp_single_pixel_buffer_manager_v1;
struct wp_viewporter;
struct xdg_activation_v1;
struct xdg_wm_base;
struct zwp_linux_dmabuf_v1;
struct zwp_primary_selection_device_manager_v1;
struct zxdg_decoration_manager_v1;

namespace vitrail::test {

/// A pixel, 0xAARRGGBB, premultiplied.
using Argb = std::uint32_t;
inline constexpr Argb black = 0xff000000, white = 0xffffffff, red = 0xffff0000, green = 0xff00ff00, blue = 0xff0000ff,
                      yellow = 0xffffff00, grey = 0xff808080;

/// Why the server ended a client's connection.
struct ProtocolError {
    std::string interface; ///< of the object that was misused
    std::uint32_t code;    ///< one of that interface's own errors
    std::uint32_t object;  ///< its number
};

/// One thing the server offers in its registry.
struct Global {
    std::uint32_t name;
    std::string interface;
    std::uint32_t version;
};

/// The globals that nearly every test wants; null where the server does not offer one.
struct Globals {
    wl_compositor* compositor = nullptr;
    wl_subcompositor* subcompositor = nullptr;
    wl_shm* shm = nullptr;
    wl_seat* seat = nullptr;
    wl_data_device_manager* data_device_manager = nullptr;
    xdg_wm_base* wm_base = nullptr;
    wp_viewporter* viewporter = nullptr;
    wp_single_pixel_buffer_manager_v1* single_pixel = nullptr;
    wp_fractional_scale_manager_v1* fractional_scale = nullptr;
    wp_presentation* presentation = nullptr;
    wp_cursor_shape_manager_v1* cursor_shape = nullptr;
    wp_alpha_modifier_v1* alpha_modifier = nullptr;
    zxdg_decoration_manager_v1* decoration = nullptr;
    xdg_activation_v1* activation = nullptr;
    zwp_primary_selection_device_manager_v1* primary_selection = nullptr;
    zwp_linux_dmabuf_v1* dmabuf = nullptr;
    wp_color_representation_manager_v1* color_representation = nullptr;
};

/// A Wayland client in the test's own thread, over a socket pair.
///
/// Nothing here blocks: requests are sent, and `settle()` lets the server and all clients answer each other until
/// nobody has anything to say. Objects made with it must go before it (it lives as long as the TestServer).
class TestClient {
public:
    /// Takes over `fd`. `settle` turns server and clients until they are quiet.
    TestClient(int fd, std::function<void()> settle);
    TestClient(TestClient const&) = delete;
    TestClient& operator=(TestClient const&) = delete;
    ~TestClient();

    void settle() { settle_(); }
    /// Sends what is waiting, reads what is there, calls handlers. True if anything moved.
    bool pump();

    /// Is the connection still there?
    [[nodiscard]] bool alive() const;
    /// What the server says that this client did wrong.
    [[nodiscard]] std::optional<ProtocolError> protocol_error() const;
    /// Ends the connection without a word, as a crash does.
    void kill();

    [[nodiscard]] wl_display* display() const { return display_; }
    [[nodiscard]] std::vector<Global> const& offered() const { return offered_; }
    [[nodiscard]] bool offers(std::string_view interface) const;
    /// Binds what `globals` lacks; null if it is not offered.
    template <class T> [[nodiscard]] T* bind(wl_interface const& interface, std::uint32_t version)
    {
        return static_cast<T*>(bind_raw(interface, version));
    }

    /// Asks for a global by its number, whether it was offered or not. The caller destroys the object.
    [[nodiscard]] void* bind_number(std::uint32_t name, wl_interface const& interface, std::uint32_t version = 1);
    bool hangs = false; ///< it reads nothing and says nothing any more, and stays connected

    Globals globals;
    std::vector<std::unique_ptr<ClientOutput>> outputs; ///< as they came; one that went is marked

    /// Names surfaces in the logs of seats.
    std::map<wl_surface*, std::string> labels;
    [[nodiscard]] std::string label_of(wl_surface* surface) const;

private:
    void on_global(std::uint32_t name, std::string_view interface, std::uint32_t version);
    void on_global_removed(std::uint32_t name);
    [[nodiscard]] void* bind_raw(wl_interface const& interface, std::uint32_t version);
    [[nodiscard]] void* bind_global(Global const& global, wl_interface const& interface, std::uint32_t version);
    void bind_known(Global const& global);
    void destroy_globals();

    wl_display* display_ = nullptr;
    wl_registry* registry_ = nullptr;
    std::function<void()> settle_;
    std::vector<Global> offered_;
};

} // namespace vitrail::test
