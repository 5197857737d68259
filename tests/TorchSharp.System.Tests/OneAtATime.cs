// torch's generator and thread count belong to the whole process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
