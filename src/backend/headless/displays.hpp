#pragma once

#include "backend/headless.hpp"
#include "base/wlr.hpp"

#include <functional>
#include <vector>

namespace vitrail {

class SoftwareDisplay;

/// A wlr_backend of our own that holds the software displays: all of them under `--backend headless`, the placeholder
/// under any other.
class SoftwareDisplays final : public HeadlessDisplays {
public:
    /// Announced through `added` from the first `announce()` on.
    SoftwareDisplays(EventLoop& loop, std::function<void(SoftwareDisplay&)> added);
    ~SoftwareDisplays() override;

    std::shared_ptr<HeadlessDisplay> add(std::string name, Mode mode, HeadlessOptions options) override;
    void remove(std::string const& name) override;
    [[nodiscard]] std::shared_ptr<HeadlessDisplay> find(std::string const& name) const override;
    [[nodiscard]] wlr_backend& c() override { return backend_; }
    /// Displays that were plugged in before are announced now, later ones at once.
    void announce();

private:
    static wlr_backend_impl const impl;

    EventLoop& loop_;
    std::function<void(SoftwareDisplay&)> added_;
    wlr_backend backend_{};
    std::vector<std::shared_ptr<SoftwareDisplay>> displays_;
    bool announcing_ = false;
};

} // namespace vitrail
