global using TwoHeadTask = Awsnet.Components.TrainingTask<Awsnet.Components.Tests.TwoHeadNet, Awsnet.Components.TensorBatch>;
global using TwoHeadTrainable = Awsnet.Components.TorchTrainable<Awsnet.Components.Tests.TwoHeadNet, Awsnet.Components.TensorBatch>;
global using TwoHeadTraining = Awsnet.Components.AutoWeightedTraining<Awsnet.Components.Tests.TwoHeadNet, Awsnet.Components.TensorBatch>;
