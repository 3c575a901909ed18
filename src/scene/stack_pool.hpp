#pragma once

#include "frame/layer.hpp"

#include <memory>
#include <vector>

namespace vitrail {

/// Makes the next snapshot out of the last one at the price of what changed.
///
/// Snapshots are values: what a frame shows does not change while it is shown. But of thousands of layers a few change from
/// frame to frame. So a snapshot that nobody holds any more is kept; brought up to date by the layers that changed since it
/// was made, it is the next one. Like buffers of a swap chain, of which one knows what changed since they were painted.
///
///     frame n      │ layers 1 2 3 4 │ on the screen
///     frame n + 1  │ layers 1 2'3 4 │ in flight
///     frame n + 2  = frame n again, with 2' and what has changed now
///
/// A snapshot holds clients' buffers: one that is kept lets those go at once that the newest does not hold.
class StackPool : public std::enable_shared_from_this<StackPool> {
public:
    [[nodiscard]] static std::shared_ptr<StackPool> create() { return std::shared_ptr<StackPool>{new StackPool}; }

    /// Snapshots of another arrangement follow: of those that were kept none is of use.
    void begin(LayerStack stack);
    /// The newest snapshot; null before the first.
    [[nodiscard]] std::shared_ptr<LayerStack const> newest() const;
    /// Another one, like the newest but without damage, which will be the newest. `changed`: the layers that its maker is
    /// going to change.
    [[nodiscard]] std::shared_ptr<LayerStack> next(std::vector<std::size_t> const& changed);
    /// No snapshot is of use any more.
    void clear();

private:
    struct Entry {
        LayerStack stack;
        std::vector<std::size_t> behind; // layers that the newest has otherwise; may name one twice
    };

    StackPool() = default;
    [[nodiscard]] std::shared_ptr<Entry> lend(std::unique_ptr<Entry> entry);
    void take_back(std::unique_ptr<Entry> entry);
    [[nodiscard]] std::unique_ptr<Entry> copy_of_newest();

    static constexpr std::size_t most_kept = 2;

    std::shared_ptr<Entry> newest_;
    std::vector<Entry*> lent_; // the newest too
    std::vector<std::unique_ptr<Entry>> kept_;
};

} // namespace vitrail
