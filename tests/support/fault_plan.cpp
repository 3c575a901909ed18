#include "fault_plan.hpp"

#include "base/fd.hpp"

#include <cstdlib>
#include <new>
#include <stdexcept>
#include <sys/mman.h>
#include <system_error>
#include <unistd.h>

namespace vitrail::test {

FaultPlanFile::FaultPlanFile()
{
    char name[] = "/tmp/fault-plan.XXXXXX";
    Fd const fd{mkstemp(name)};
    file_ = name;
    if (fd.get() < 0 || ftruncate(fd.get(), sizeof(FaultPlan)) != 0)
        throw std::runtime_error{"no file for the plan of faults"};
    void* const memory = mmap(nullptr, sizeof(FaultPlan), PROT_READ | PROT_WRITE, MAP_SHARED, fd.get(), 0);
    if (memory == MAP_FAILED)
        throw std::runtime_error{"the plan of faults cannot be mapped"};
    plan_ = new (memory) FaultPlan;
}

FaultPlanFile::~FaultPlanFile()
{
    munmap(plan_, sizeof *plan_);
    std::error_code ignored;
    std::filesystem::remove(file_, ignored);
}

void FaultPlanFile::arm(FaultPoint point, int n, int error, int times)
{
    plan_->times = 0;
    plan_->failed = 0;
    plan_->point = unsigned(point);
    plan_->error = error;
    plan_->countdown = n;
    plan_->times = times;
}

unsigned FaultPlanFile::disarm()
{
    plan_->times = 0;
    return plan_->failed;
}

} // namespace vitrail::test
