// Torch has one default generator and one thread count for the whole process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
