#include "options.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <map>

namespace vitrail {

namespace {

std::map<std::string, BackendKind> const backends{
    {"auto", BackendKind::Auto},
    {"kms", BackendKind::Kms},
    {"wayland", BackendKind::Wayland},
    {"x11", BackendKind::X11},
    {"headless", BackendKind::Headless},
};

std::map<std::string, PlaneUse> const plane_uses{
    {"all", PlaneUse::All},
    {"primary", PlaneUse::Primary},
    {"none", PlaneUse::None},
};

std::map<std::string, log::Level> const levels{
    {"error", log::Level::Error},
    {"warning", log::Level::Warning},
    {"info", log::Level::Info},
    {"debug", log::Level::Debug},
};

} // namespace

std::expected<Options, int> parse_options(int argc, char** argv)
{
    Options options;
    options.server.version = VITRAIL_VERSION;
    CLI::App app{"Vitrail, a Wayland compositor that shows clients' buffers without copying them.", "vitrail"};
    app.set_version_flag("--version", "vitrail " VITRAIL_VERSION);
    app.add_flag("--kiosk", options.server.kiosk, "one application, fullscreen, for ever; waits for what is missing");
    app.add_option("--backend", options.server.backend.kind, "where to show: auto, kms, wayland, x11 or headless")
        ->transform(CLI::CheckedTransformer(backends, CLI::ignore_case).description("NAME"));
    app.add_option("--headless-displays", options.headless_displays, "how many displays headless begins with")
        ->envname("WLR_HEADLESS_OUTPUTS")
        ->type_name("N");
    app.add_option("--drm-device", options.server.backend.drm_device, "the card to use, such as /dev/dri/card1")
        ->type_name("PATH");
    app.add_option("--config", options.config_file, "the configuration file; without it ~/.config/vitrail/vitrail.toml")
        ->type_name("FILE");
    app.add_flag("--check-config", options.check_config, "say what is wrong with the configuration, and end");
    app.add_option("--planes", options.server.planes, "planes for clients' buffers: all, primary or none; stronger than the file")
        ->transform(CLI::CheckedTransformer(plane_uses, CLI::ignore_case).description("USE"));
    app.add_option("--log-level", options.verbosity, "what to say on stderr: error, warning, info or debug")
        ->transform(CLI::CheckedTransformer(levels, CLI::ignore_case).description("LEVEL"));
    app.add_option("COMMAND", options.command, "the first client and its arguments, after --; Vitrail ends with it");
    try {
        app.parse(argc, argv);
    } catch (CLI::Success const& done) {
        return std::unexpected{app.exit(done)};
    } catch (CLI::ParseError const& error) {
        std::fprintf(stderr, "vitrail: %s (try vitrail --help)\n", error.what());
        return std::unexpected{exit_usage};
    }
    return options;
}

} // namespace vitrail
