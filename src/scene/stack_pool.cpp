#include "stack_pool.hpp"

#include <algorithm>
#include <utility>

namespace vitrail {

namespace {

void let_go(LayerStack& stack, std::vector<std::size_t> const& layers)
{
    for (auto const i : layers)
        stack.layers[i].content.reset();
}

} // namespace

void StackPool::begin(LayerStack stack)
{
    clear();
    newest_ = lend(std::make_unique<Entry>(std::move(stack)));
}

void StackPool::clear()
{
    lent_.clear(); // those are on their own now
    newest_.reset();
    kept_.clear();
}

std::shared_ptr<LayerStack const> StackPool::newest() const
{
    return newest_ ? std::shared_ptr<LayerStack const>{newest_, &newest_->stack} : nullptr;
}

std::shared_ptr<LayerStack> StackPool::next(std::vector<std::size_t> const& changed)
{
    auto made = copy_of_newest();
    for (auto* entry : lent_)
        entry->behind.insert(entry->behind.end(), changed.begin(), changed.end());
    for (auto& entry : kept_) {
        entry->behind.insert(entry->behind.end(), changed.begin(), changed.end());
        let_go(entry->stack, changed);
    }
    newest_ = lend(std::move(made)); // the one before goes back here, if no frame has it
    return {newest_, &newest_->stack};
}

std::unique_ptr<StackPool::Entry> StackPool::copy_of_newest()
{
    auto const& newest = newest_->stack;
    if (kept_.empty()) {
        auto out = std::make_unique<Entry>(newest);
        for (auto const i : newest.changed)
            out->stack.layers[i].damage.clear();
        return out;
    }
    auto out = std::move(kept_.back());
    kept_.pop_back();
    for (auto const i : std::exchange(out->behind, {}))
        out->stack.layers[i] = newest.layers[i];
    for (auto const* list : {&std::as_const(out->stack).changed, &newest.changed})
        for (auto const i : *list)
            out->stack.layers[i].damage.clear();
    return out;
}

std::shared_ptr<StackPool::Entry> StackPool::lend(std::unique_ptr<Entry> entry)
{
    lent_.push_back(entry.get());
    return {entry.release(), [pool = weak_from_this()](Entry* e) {
                std::unique_ptr<Entry> owned{e};
                if (auto const p = pool.lock())
                    p->take_back(std::move(owned));
            }};
}

void StackPool::take_back(std::unique_ptr<Entry> entry)
{
    // One that has fallen far behind costs more than a copy.
    bool const of_use = std::erase(lent_, entry.get()) > 0 && kept_.size() < most_kept
        && entry->behind.size() < entry->stack.layers.size() + 8;
    if (!of_use)
        return;
    let_go(entry->stack, entry->behind);
    kept_.push_back(std::move(entry));
}

} // namespace vitrail
