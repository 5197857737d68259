// The native side of TorchSharp.System: a C ABI over libtorch's boxed dispatcher.
//
// Any ATen operator is reached by its name and the names of the arguments that are passed (ts_operator, ts_call), so no
// operator has a wrapper of its own and a schema that gains arguments between libtorch versions does no harm. Beside it
// stands only what has no schema: buffers, sizes, gradients, generators, threads, memory. No exception crosses the ABI:
// a failing function returns -1 (or null) and ts_error() says what libtorch said.
//
// A tensor handle is a TensorImpl* that owns one reference.

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <c10/core/CPUAllocator.h>
#include <c10/core/InferenceMode.h>
#include <c10/core/impl/alloc_cpu.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/functions/utils.h>
#include <torch/csrc/autograd/saved_variable.h>
#include <torch/csrc/autograd/variable.h>
#include <torch/version.h>

#include <dlfcn.h>
#include <sys/mman.h>

#include <map>
#include <mutex>
#include <sstream>
#include <string>
#include <unordered_map>
#include <vector>

#define EXPORT extern "C" __attribute__((visibility("default")))

namespace {

using Impl = c10::TensorImpl;
using Pointer = c10::intrusive_ptr<Impl, c10::UndefinedTensorImpl>;

enum Tag : int32_t {
    None, TensorTag, Int, Double, Bool, IntList, TensorList, OptionalTensorList, String, DeviceTag, DoubleList, BoolList, GeneratorTag
};

struct Value {
    int32_t tag;
    int32_t length;
    union {
        int64_t i;
        double d;
        const void* p;
    };
};

thread_local std::string lastError;

template <class F>
auto guarded(F&& body, decltype(body()) failed) noexcept -> decltype(body()) {
    try {
        return body();
    } catch (const c10::Error& e) {
        lastError = e.what_without_backtrace();
    } catch (const std::exception& e) {
        lastError = e.what();
    } catch (...) {
        lastError = "an unknown native exception";
    }
    return failed;
}

at::Tensor borrow(const void* handle) {
    if (!handle) return {};
    return at::Tensor(Pointer::reclaim_copy(static_cast<Impl*>(const_cast<void*>(handle))));
}

void* release(at::Tensor tensor) {
    return tensor.defined() ? tensor.unsafeReleaseIntrusivePtr().release() : nullptr;
}

const Impl* impl(const void* handle) { return static_cast<const Impl*>(handle); }

std::vector<at::Tensor> borrowAll(const void* const* handles, int64_t count) {
    std::vector<at::Tensor> tensors;
    tensors.reserve(count);
    for (int64_t k = 0; k < count; ++k) tensors.push_back(borrow(handles[k]));
    return tensors;
}

c10::Device toDevice(int64_t code) {
    // DeviceType in the upper part, index + 1 in the lower 16 bits.
    return c10::Device(static_cast<c10::DeviceType>(code >> 16), static_cast<int>(code & 0xffff) - 1);
}

struct Operator {
    c10::OperatorHandle handle;
    std::vector<int> position;         // of each schema argument among the values passed, or -1
    std::vector<c10::IValue> defaults; // of each schema argument that is not passed
    std::vector<char> isFloat;         // whether an integer must be widened
    std::string name;
};

c10::IValue toIValue(const Value& v, bool isFloat) {
    switch (v.tag) {
        case None: return {};
        case TensorTag: return borrow(v.p);
        case Int: return isFloat ? c10::IValue(static_cast<double>(v.i)) : c10::IValue(v.i);
        case Double: return v.d;
        case Bool: return v.i != 0;
        case IntList: {
            auto data = static_cast<const int64_t*>(v.p);
            return c10::List<int64_t>(at::IntArrayRef(data, v.length));
        }
        case DoubleList: {
            auto data = static_cast<const double*>(v.p);
            return c10::List<double>(at::ArrayRef<double>(data, v.length));
        }
        case BoolList: {
            auto data = static_cast<const int64_t*>(v.p);
            c10::List<bool> list;
            for (int k = 0; k < v.length; ++k) list.push_back(data[k] != 0);
            return list;
        }
        case TensorList: {
            auto data = static_cast<const void* const*>(v.p);
            c10::List<at::Tensor> list;
            list.reserve(v.length);
            for (int k = 0; k < v.length; ++k) list.push_back(borrow(data[k]));
            return list;
        }
        case OptionalTensorList: {
            auto data = static_cast<const void* const*>(v.p);
            c10::impl::GenericList list(c10::OptionalType::create(c10::TensorType::get()));
            for (int k = 0; k < v.length; ++k) list.push_back(data[k] ? c10::IValue(borrow(data[k])) : c10::IValue());
            return list;
        }
        case String: return std::string(static_cast<const char*>(v.p), v.length);
        case DeviceTag: return toDevice(v.i);
        case GeneratorTag: return *static_cast<const at::Generator*>(v.p);
    }
    throw std::invalid_argument("unknown argument tag");
}

Value fromTensor(at::Tensor tensor) {
    Value v{};
    v.p = release(std::move(tensor));
    v.tag = v.p ? TensorTag : None;
    return v;
}

void append(std::vector<Value>& results, c10::IValue&& value) {
    Value v{};
    if (value.isTensor()) {
        v = fromTensor(std::move(value).toTensor());
    } else if (value.isInt()) {
        v.tag = Int, v.i = value.toInt();
    } else if (value.isDouble()) {
        v.tag = Double, v.d = value.toDouble();
    } else if (value.isBool()) {
        v.tag = Bool, v.i = value.toBool();
    } else if (value.isTensorList()) {
        for (at::Tensor tensor : value.toTensorVector()) results.push_back(fromTensor(std::move(tensor)));
        return;
    } else {
        throw std::invalid_argument("a result of kind " + value.tagKind() + " is not supported");
    }
    results.push_back(v);
}

thread_local std::vector<Value> results;
thread_local std::vector<c10::IValue> stack;

// Large blocks on huge pages, kept for reuse. A training step allocates and frees the same few dozen blocks of megabytes;
// glibc maps and unmaps each, and the page faults cost more than many of the kernels. What is held (in use and kept)
// never exceeds the largest amount ever in use, so keeping costs no memory at the peak.
class BlockCache final : public c10::Allocator {
public:
    c10::DataPtr allocate(size_t n) const { return make(n); }
    c10::DataPtr allocate(size_t n) { return make(n); }
    c10::DeleterFnPtr raw_deleter() const { return &BlockCache::release; }
    void copy_data(void* to, const void* from, size_t n) const { std::memcpy(to, from, n); }

    static BlockCache& instance() {
        static auto* cache = new BlockCache(); // never destroyed: tensors may outlive static destruction
        return *cache;
    }

    int64_t held() const { return inUse + kept; }

private:
    static constexpr size_t page = size_t(4) << 10, hugePage = size_t(2) << 20, large = size_t(1) << 20;

    mutable std::mutex gate;
    mutable std::multimap<size_t, void*> free;
    mutable std::unordered_map<void*, size_t> sizes; // of the large blocks in use
    mutable size_t inUse = 0, kept = 0, peak = 0;

    c10::DataPtr make(size_t n) const {
        auto cpu = c10::Device(c10::DeviceType::CPU);
        void* data = nullptr;
        if (n < large) {
            if (n > 0) data = c10::alloc_cpu(n);
        } else {
            data = const_cast<BlockCache*>(this)->take((n + page - 1) / page * page);
            if (!data) throw std::runtime_error("out of memory: a tensor of " + std::to_string(n) + " bytes could not be allocated");
        }
        // Data and context are one pointer and one deleter serves all blocks: operators that allocate raw ask for both.
        return {data, data, &BlockCache::release, cpu};
    }

    void* take(size_t size) {
        std::lock_guard<std::mutex> lock(gate);
        void* data = nullptr;
        auto found = free.lower_bound(size);
        if (found != free.end() && found->first <= size + size / 8) {
            size = found->first;
            data = found->second;
            free.erase(found);
            kept -= size;
        } else {
            size_t wanted = std::max(peak, inUse + size);
            while (kept > 0 && inUse + size + kept > wanted) drop();
            data = map(size);
            while (!data && kept > 0) {
                drop();
                data = map(size);
            }
            if (!data) return nullptr;
        }
        sizes[data] = size;
        inUse += size;
        peak = std::max(peak, inUse);
        return data;
    }

    bool give(void* data) {
        std::lock_guard<std::mutex> lock(gate);
        auto found = sizes.find(data);
        if (found == sizes.end()) return false;
        size_t size = found->second;
        sizes.erase(found);
        inUse -= size;
        kept += size;
        free.emplace(size, data);
        return true;
    }

    void drop() {
        auto largest = std::prev(free.end());
        munmap(largest->second, largest->first);
        kept -= largest->first;
        free.erase(largest);
    }

    static void* map(size_t size) {
        // One huge page more, so that the block can start on its boundary; the rest is given back at once.
        size_t mapped = size + hugePage;
        auto start = static_cast<char*>(mmap(nullptr, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
        if (start == MAP_FAILED) return nullptr;
        auto address = reinterpret_cast<uintptr_t>(start);
        size_t before = (hugePage - address % hugePage) % hugePage;
        if (before) munmap(start, before);
        if (mapped - before > size) munmap(start + before + size, mapped - before - size);
        madvise(start + before, size, MADV_HUGEPAGE);
        return start + before;
    }

    static void release(void* data) {
        // Large blocks start on a huge page's boundary; hardly any small one does, so that the map is seldom asked in vain.
        bool mayBeLarge = reinterpret_cast<uintptr_t>(data) % hugePage == 0;
        if (!mayBeLarge || !instance().give(data)) c10::free_cpu(data);
    }
};

// A node of the autograd graph whose backward pass is managed code.
struct ManagedNode final : torch::autograd::Node {
    // Gets the gradients of the outputs, which it then owns, and gives those of the inputs; 0, or -1 when it failed.
    using Backward = int (*)(void* owner, void** gradients, int count, void** results, int inputs);
    using Drop = void (*)(void* owner);

    ManagedNode(void* owner, Backward backward, Drop drop) : owner(owner), backward(backward), drop(drop) {}
    ~ManagedNode() override { drop(owner); }

    std::string name() const override { return "ManagedFunction"; }

    torch::autograd::variable_list apply(torch::autograd::variable_list&& gradients) override {
        std::vector<void*> given, results(num_outputs(), nullptr);
        for (size_t k = 0; k < gradients.size(); ++k) {
            auto gradient = std::move(gradients[k]);
            if (!gradient.defined() && materialize) gradient = input_metadata(k).zeros_like();
            given.push_back(release(std::move(gradient)));
        }
        int failed = backward(owner, given.data(), static_cast<int>(given.size()), results.data(), static_cast<int>(results.size()));
        torch::autograd::variable_list found;
        for (void* handle : results) {
            found.emplace_back();
            if (handle) found.back() = at::Tensor(Pointer::reclaim(static_cast<Impl*>(handle)));
        }
        if (failed < 0) throw std::runtime_error("the backward pass of a managed function failed");
        return found;
    }

    void release_variables() override {
        saved.clear();
        isReleased = true;
    }

    void* owner;
    Backward backward;
    Drop drop;
    std::vector<torch::autograd::SavedVariable> saved;
    bool materialize = true, isReleased = false;
};

} // namespace

EXPORT const char* ts_error() { return lastError.c_str(); }

EXPORT int ts_initialize(int keepLargeBlocks) {
    return guarded([&] {
        // The CUDA part registers itself when it is loaded, which must happen before anybody asks whether it is there.
        dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_GLOBAL);
        if (keepLargeBlocks) c10::SetCPUAllocator(&BlockCache::instance(), 255);
        return 0;
    }, -1);
}

EXPORT int64_t ts_held_bytes() { return BlockCache::instance().held(); }

// ---- operators ----

EXPORT void* ts_operator(const char* name, const char* overload, const char* arguments) {
    return guarded([&]() -> void* {
        auto handle = c10::Dispatcher::singleton().findSchemaOrThrow(name, overload);
        const auto& schema = handle.schema();
        std::vector<std::string> names;
        std::istringstream words(arguments);
        for (std::string word; words >> word;) names.push_back(word);

        auto op = std::make_unique<Operator>(Operator{handle, {}, {}, {}, name});
        size_t used = 0;
        for (const auto& argument : schema.arguments()) {
            auto found = std::find(names.begin(), names.end(), argument.name());
            int position = found == names.end() ? -1 : static_cast<int>(found - names.begin());
            c10::IValue fallback;
            if (position >= 0) {
                ++used;
            } else if (argument.default_value()) {
                fallback = *argument.default_value();
            } else if (argument.type()->kind() != c10::TypeKind::OptionalType) {
                throw std::invalid_argument(std::string(name) + ": the argument '" + argument.name() + "' is required");
            }
            auto type = argument.type();
            if (auto optional = type->cast<c10::OptionalType>()) type = optional->getElementType();
            op->position.push_back(position);
            op->defaults.push_back(std::move(fallback));
            op->isFloat.push_back(type->kind() == c10::TypeKind::FloatType);
        }
        if (used != names.size())
            throw std::invalid_argument(std::string(name) + ": an argument of '" + arguments + "' is not in its schema");
        return op.release();
    }, nullptr);
}

// Calls an operator. Its results are left in a buffer of this thread until the next call; returns how many, or -1.
// With keep = 0 the results are dropped: in-place operators return what they were given.
EXPORT int ts_call(void* handle, const Value* values, int keep, const Value** out) {
    auto op = static_cast<const Operator*>(handle);
    int count = guarded([&] {
        size_t n = op->position.size();
        stack.clear();
        for (size_t k = 0; k < n; ++k) {
            int position = op->position[k];
            if (position < 0) stack.push_back(op->defaults[k]);
            else stack.push_back(toIValue(values[position], op->isFloat[k]));
        }
        op->handle.callBoxed(&stack);
        results.clear();
        if (keep)
            for (auto& value : stack) append(results, std::move(value));
        *out = results.data();
        return static_cast<int>(results.size());
    }, -1);
    stack.clear();
    return count;
}

// ---- tensors ----

EXPORT void ts_free(void* tensor) {
    guarded([&] { Pointer::reclaim(static_cast<Impl*>(tensor)); return 0; }, -1);
}

EXPORT void* ts_retain(const void* tensor) {
    return guarded([&] { return release(borrow(tensor)); }, nullptr);
}

EXPORT int64_t ts_dim(const void* tensor) { return impl(tensor)->dim(); }
EXPORT int64_t ts_numel(const void* tensor) { return impl(tensor)->numel(); }
EXPORT int ts_dtype(const void* tensor) { return static_cast<int>(c10::typeMetaToScalarType(impl(tensor)->dtype())); }
EXPORT int64_t ts_item_size(const void* tensor) { return static_cast<int64_t>(impl(tensor)->itemsize()); }
EXPORT int ts_is_contiguous(const void* tensor) { return impl(tensor)->is_contiguous(); }
EXPORT int64_t ts_storage_offset(const void* tensor) { return impl(tensor)->storage_offset(); }

EXPORT int64_t ts_device(const void* tensor) {
    auto device = impl(tensor)->device();
    return (static_cast<int64_t>(device.type()) << 16) | static_cast<int64_t>(device.index() + 1);
}

EXPORT void ts_sizes(const void* tensor, int64_t* sizes) {
    auto all = impl(tensor)->sizes();
    std::copy(all.begin(), all.end(), sizes);
}

EXPORT void ts_strides(const void* tensor, int64_t* strides) {
    auto all = impl(tensor)->strides();
    std::copy(all.begin(), all.end(), strides);
}

// The address of a dense CPU tensor's first element, or null for one that has none.
EXPORT void* ts_data(const void* tensor) {
    return guarded([&] { return borrow(tensor).data_ptr(); }, nullptr);
}

// A new contiguous CPU tensor with a copy of the buffer, whose length must be exactly what shape and type ask for.
EXPORT void* ts_from_buffer(const void* data, int64_t bytes, const int64_t* sizes, int dims, int dtype) {
    return guarded([&]() -> void* {
        auto type = static_cast<at::ScalarType>(dtype);
        auto tensor = at::empty(at::IntArrayRef(sizes, dims), at::TensorOptions().dtype(type));
        int64_t wanted = tensor.numel() * static_cast<int64_t>(tensor.itemsize());
        if (wanted != bytes)
            throw std::invalid_argument("the buffer holds " + std::to_string(bytes) + " bytes but the shape asks for " + std::to_string(wanted));
        if (bytes > 0) std::memcpy(tensor.data_ptr(), data, bytes);
        return release(std::move(tensor));
    }, nullptr);
}

// ---- autograd ----

EXPORT int ts_requires_grad(const void* tensor) { return impl(tensor)->requires_grad(); }

EXPORT int ts_set_requires_grad(const void* tensor, int value) {
    return guarded([&] { borrow(tensor).set_requires_grad(value != 0); return 0; }, -1);
}

EXPORT int ts_is_leaf(const void* tensor) {
    return guarded([&] { return borrow(tensor).is_leaf() ? 1 : 0; }, -1);
}

EXPORT int ts_retain_grad(const void* tensor) {
    return guarded([&] { borrow(tensor).retain_grad(); return 0; }, -1);
}

EXPORT void* ts_grad(const void* tensor) {
    return guarded([&] { return release(borrow(tensor).grad()); }, nullptr);
}

EXPORT int ts_set_grad(const void* tensor, const void* grad) {
    return guarded([&] { borrow(tensor).mutable_grad() = borrow(grad); return 0; }, -1);
}

EXPORT int ts_backward(const void* const* tensors, int count, const void* const* grads, int gradCount, int retainGraph,
                       int createGraph, const void* const* inputs, int inputCount) {
    return guarded([&] {
        torch::autograd::backward(borrowAll(tensors, count), borrowAll(grads, gradCount), retainGraph != 0, createGraph != 0,
                                  borrowAll(inputs, inputCount));
        return 0;
    }, -1);
}

EXPORT int ts_gradients(const void* const* outputs, int count, const void* const* inputs, int inputCount,
                        const void* const* grads, int gradCount, int retainGraph, int createGraph, int allowUnused, void** out) {
    return guarded([&] {
        auto found = torch::autograd::grad(borrowAll(outputs, count), borrowAll(inputs, inputCount), borrowAll(grads, gradCount),
                                           retainGraph != 0, createGraph != 0, allowUnused != 0);
        for (size_t k = 0; k < found.size(); ++k) out[k] = release(std::move(found[k]));
        return 0;
    }, -1);
}

// Puts a node with managed code between inputs and outputs, which were computed without gradients. The node lives as long
// as the graph does and then drops its owner.
EXPORT void* ts_function(void* owner, ManagedNode::Backward backward, ManagedNode::Drop drop, int materialize,
                         const void* const* inputs, int inputCount, const void* const* outputs, int outputCount) {
    return guarded([&]() -> void* {
        auto made = new ManagedNode(owner, backward, drop);
        std::shared_ptr<torch::autograd::Node> node(made, torch::autograd::deleteNode);
        made->materialize = materialize != 0;
        torch::autograd::variable_list given = borrowAll(inputs, inputCount);
        node->set_next_edges(torch::autograd::collect_next_edges(given));
        for (auto& output : borrowAll(outputs, outputCount)) torch::autograd::set_history(output, node);
        return made;
    }, nullptr);
}

// Keeps tensors for the backward pass; such as are outputs of the node itself are told apart so that it does not own itself.
EXPORT int ts_function_save(void* handle, const void* const* tensors, int count) {
    return guarded([&] {
        auto node = static_cast<ManagedNode*>(handle);
        for (auto& tensor : borrowAll(tensors, count)) {
            bool isOutput = tensor.defined() && tensor.grad_fn().get() == node;
            node->saved.emplace_back(tensor, isOutput);
        }
        return 0;
    }, -1);
}

EXPORT int ts_function_saved(void* handle, void** out, int count) {
    return guarded([&] {
        auto node = static_cast<ManagedNode*>(handle);
        if (node->isReleased)
            throw std::runtime_error("the tensors kept for the backward pass were already freed; pass retain_graph to go through the graph twice");
        for (int k = 0; k < count; ++k) out[k] = release(node->saved.at(k).unpack(node->shared_from_this()));
        return 0;
    }, -1);
}

EXPORT int ts_grad_mode() { return c10::GradMode::is_enabled(); }
EXPORT void ts_set_grad_mode(int enabled) { c10::GradMode::set_enabled(enabled != 0); }

EXPORT int ts_is_inference() { return c10::InferenceMode::is_enabled(); }
EXPORT void* ts_enter_inference(int enabled) {
    return guarded([&]() -> void* { return new c10::InferenceMode(enabled != 0); }, nullptr);
}
EXPORT void ts_leave_inference(void* mode) { delete static_cast<c10::InferenceMode*>(mode); }

// ---- random numbers ----

EXPORT int ts_manual_seed(uint64_t seed) {
    return guarded([&] { at::manual_seed(seed); return 0; }, -1);
}

EXPORT void* ts_generator(int64_t device, int isDefault, uint64_t seed) {
    return guarded([&]() -> void* {
        auto where = toDevice(device);
        // Not a clone of the default one: libtorch 1.13 never frees clones.
        if (!isDefault && where.is_cpu()) return new at::Generator(at::make_generator<at::CPUGeneratorImpl>(seed));
        auto& standard = at::globalContext().defaultGenerator(where);
        if (isDefault) return new at::Generator(standard);
        auto generator = new at::Generator(standard.clone());
        generator->set_current_seed(seed);
        return generator;
    }, nullptr);
}

EXPORT void ts_generator_free(void* generator) { delete static_cast<at::Generator*>(generator); }

EXPORT int ts_generator_seed(void* handle, uint64_t* seed, int set) {
    return guarded([&] {
        auto generator = static_cast<at::Generator*>(handle);
        std::lock_guard<std::mutex> lock(generator->mutex());
        if (set) generator->set_current_seed(*seed);
        else *seed = generator->current_seed();
        return 0;
    }, -1);
}

EXPORT void* ts_generator_state(void* handle) {
    return guarded([&] {
        auto generator = static_cast<at::Generator*>(handle);
        std::lock_guard<std::mutex> lock(generator->mutex());
        return release(generator->get_state());
    }, nullptr);
}

EXPORT int ts_set_generator_state(void* handle, const void* state) {
    return guarded([&] {
        auto generator = static_cast<at::Generator*>(handle);
        std::lock_guard<std::mutex> lock(generator->mutex());
        generator->set_state(borrow(state));
        return 0;
    }, -1);
}

// ---- threads, devices, settings ----

EXPORT int ts_threads() { return at::get_num_threads(); }
EXPORT int ts_interop_threads() { return at::get_num_interop_threads(); }

EXPORT int ts_set_threads(int count) {
    return guarded([&] {
        at::set_num_threads(count);
        // An OpenBLAS with threads of its own does not hear of torch's count.
        using SetThreads = void (*)(int);
        static auto setBlas = reinterpret_cast<SetThreads>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads"));
        if (setBlas) setBlas(count);
        return 0;
    }, -1);
}

EXPORT int ts_set_interop_threads(int count) {
    return guarded([&] { at::set_num_interop_threads(count); return 0; }, -1);
}

EXPORT int ts_has_cuda() {
    return guarded([&] { return at::globalContext().hasCUDA() && at::detail::getCUDAHooks().getNumGPUs() > 0 ? 1 : 0; }, 0);
}

EXPORT int ts_cuda_count() {
    return guarded([&] { return at::globalContext().hasCUDA() ? static_cast<int>(at::detail::getCUDAHooks().getNumGPUs()) : 0; }, 0);
}

EXPORT int ts_has_cudnn() {
    return guarded([&] { return at::globalContext().hasCUDA() && at::detail::getCUDAHooks().hasCuDNN() ? 1 : 0; }, 0);
}

EXPORT int ts_cuda_synchronize(int index) {
    return guarded([&] { at::detail::getCUDAHooks().deviceSynchronize(static_cast<c10::DeviceIndex>(index)); return 0; }, -1);
}

EXPORT int ts_allow_tf32(int matmul, int set, int value) {
    return guarded([&] {
        auto& context = at::globalContext();
        if (set && matmul) context.setAllowTF32CuBLAS(value != 0);
        else if (set) context.setAllowTF32CuDNN(value != 0);
        return (matmul ? context.allowTF32CuBLAS() : context.allowTF32CuDNN()) ? 1 : 0;
    }, -1);
}

EXPORT int ts_deterministic(int set, int value, int warnOnly) {
    return guarded([&] {
        auto& context = at::globalContext();
        if (set) context.setDeterministicAlgorithms(value != 0, warnOnly != 0);
        return context.deterministicAlgorithms() ? 1 : 0;
    }, -1);
}

EXPORT const char* ts_version() { return TORCH_VERSION; }
