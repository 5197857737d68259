// Trainings set torch's one thread count and generator.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
