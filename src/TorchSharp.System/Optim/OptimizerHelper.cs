using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What optimisers with parameter groups and a state per parameter share.</summary>
public abstract class OptimizerHelper : optim.Optimizer
{
    private readonly Dictionary<Parameter, OptimizerState> states = new(ReferenceEqualityComparer.Instance);

    private protected OptimizerHelper()
    {
    }

    private protected abstract OptimizerState NewState(Parameter parameter);

    /// <summary>Options of a group that leaves everything to the optimiser.</summary>
    private protected abstract OptimizerOptions NewOptions();

    /// <summary>Fills in what a group's options leave open, and checks them.</summary>
    private protected abstract void Complete(OptimizerOptions options);

    private protected OptimizerState StateOf(Parameter parameter) => states[parameter];

    public override IEnumerable<Parameter> parameters() => base.parameters();

    public override void zero_grad() => base.zero_grad();

    public override void add_param_group(ParamGroup param_group)
    {
        ArgumentNullException.ThrowIfNull(param_group);
        Parameter[] added = [.. param_group.Parameters];
        foreach (Parameter parameter in added)
        {
            if (parameter is null) throw new ArgumentException("A parameter is null.", nameof(param_group));
            if (states.ContainsKey(parameter)) throw new ArgumentException("Some parameters appear in more than one parameter group.", nameof(param_group));
        }
        param_group.Options ??= NewOptions();
        Complete(param_group.Options);
        param_group.Options.InitialLearningRate = param_group.LearningRate;
        param_group.Parameters = added;
        groups.Add(param_group);
        foreach (Parameter parameter in added)
        {
            OptimizerState state = NewState(parameter);
            state.Initialize(param_group.Options);
            states.Add(parameter, state);
        }
    }

    private protected void AddGroups(IEnumerable<ParamGroup> added)
    {
        ArgumentNullException.ThrowIfNull(added);
        foreach (ParamGroup group in added) add_param_group(group);
        if (states.Count == 0) throw new ArgumentException($"{GetType().Name} got an empty parameter list.", nameof(added));
    }

    private protected Tensor? Step(Func<Tensor>? closure)
    {
        Tensor? loss = null;
        if (closure is not null)
        {
            using (enable_grad()) loss = closure();
        }
        using (no_grad())
        {
            foreach (ParamGroup group in groups) Step(group);
        }
        return loss;
    }

    private protected abstract void Step(ParamGroup group);

    public virtual optim.Optimizer.StateDictionary state_dict()
    {
        StateDictionary dictionary = new();
        foreach (ParamGroup group in groups)
        {
            dictionary.Options.Add(group.Options);
            List<int> indices = [];
            foreach (Parameter parameter in group.Parameters)
            {
                indices.Add(dictionary.State.Count);
                dictionary.State.Add(states[parameter]);
            }
            dictionary.StateIndexRef.Add(indices);
        }
        return dictionary;
    }

    /// <summary>Copies options and states of an optimiser of the same kind over the same shapes.</summary>
    public virtual void load_state_dict(optim.Optimizer.StateDictionary state_dict)
    {
        ArgumentNullException.ThrowIfNull(state_dict);
        StateDictionary own = this.state_dict();
        RequireSame("parameter groups", own.Options.Count, state_dict.Options.Count);
        for (int g = 0; g < own.Options.Count; g++)
            RequireSame($"parameters in group {g}", own.StateIndexRef[g].Count, state_dict.StateIndexRef[g].Count);
        for (int g = 0; g < own.Options.Count; g++)
        {
            own.Options[g].LoadStateDict(state_dict.Options[g]);
            for (int p = 0; p < own.StateIndexRef[g].Count; p++)
                own.State[own.StateIndexRef[g][p]].LoadStateDict(state_dict.State[state_dict.StateIndexRef[g][p]]);
        }
    }

    public void save_state_dict(string location) => StateFile.Write(location, save_state_dict);

    /// <summary>Writes the optimiser's name, then per group its options, its number of parameters and their states.</summary>
    public void save_state_dict(BinaryWriter writer)
    {
        writer.Write(GetType().Name);
        writer.Write(groups.Count);
        foreach (ParamGroup group in groups)
        {
            group.Options.SaveStateDict(writer);
            writer.Write(group.Parameters.Count());
            foreach (Parameter parameter in group.Parameters) states[parameter].SaveStateDict(writer);
        }
    }

    public void load_state_dict(string location)
    {
        if (!File.Exists(location)) throw new FileNotFoundException($"There is no file {location} to load {GetType().Name} from.", location);
        using BinaryReader reader = new(File.OpenRead(location));
        load_state_dict(reader);
    }

    /// <summary>Reads all of what <see cref="save_state_dict(BinaryWriter)"/> wrote before it changes anything.</summary>
    public void load_state_dict(BinaryReader reader)
    {
        StateDictionary read = new();
        try
        {
            string kind = reader.ReadString();
            if (kind != GetType().Name) throw new InvalidDataException($"This is no state of {GetType().Name} but of \"{kind}\".");
            RequireSame("parameter groups", groups.Count, reader.ReadInt32());
            foreach (ParamGroup group in groups)
            {
                OptimizerOptions options = NewOptions();
                options.LoadStateDict(reader);
                read.Options.Add(options);
                Parameter[] parameters = [.. group.Parameters];
                RequireSame("parameters", parameters.Length, reader.ReadInt32());
                List<int> indices = [];
                foreach (Parameter parameter in parameters)
                {
                    OptimizerState state = NewState(parameter);
                    indices.Add(read.State.Count);
                    read.State.Add(state);
                    state.LoadStateDict(reader);
                }
                read.StateIndexRef.Add(indices);
            }
            load_state_dict(read);
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException($"The state of {GetType().Name} ends too early: {e.Message}", e);
        }
        finally
        {
            foreach (OptimizerState state in read.State) (state as IDisposable)?.Dispose();
        }
    }

    public void to(Device device)
    {
        foreach (OptimizerState state in states.Values) state.to(device);
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing) return;
        foreach (OptimizerState state in states.Values) (state as IDisposable)?.Dispose();
        states.Clear();
        groups.Clear();
    }

    private void RequireSame(string what, int own, int given)
    {
        if (own != given) throw new ArgumentException($"The state has {given} {what}, but this {GetType().Name} has {own}.");
    }
}
