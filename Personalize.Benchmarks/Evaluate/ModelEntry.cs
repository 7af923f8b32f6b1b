namespace Personalize.Benchmarks.Evaluate;

/// <summary>What a model needs of the files beyond who has what.</summary>
[Flags]
internal enum Needs
{
    Nothing = 0,

    /// <summary>Unix seconds in the training file.</summary>
    Times = 1,

    /// <summary>A file of item texts.</summary>
    ItemTexts = 2,
}

/// <summary>A model that can be evaluated by name.</summary>
/// <typeparam name="TContext">What it is trained from.</typeparam>
/// <typeparam name="TModel">What comes out.</typeparam>
internal sealed class ModelEntry<TContext, TModel>
{
    private readonly Func<TContext, SettingAssignments, TModel> _train;

    private ModelEntry(string name, Needs needs, Func<TContext, SettingAssignments, TModel> train)
    {
        Name = name;
        Needs = needs;
        _train = train;
    }

    public string Name { get; }

    public Needs Needs { get; }

    /// <typeparam name="TSettings">The record whose properties are the model's options.</typeparam>
    public static ModelEntry<TContext, TModel> Of<TSettings>(string name, Needs needs, Func<TContext, TSettings, TModel> train)
        where TSettings : class, new() =>
        new(name, needs, (context, settings) => train(context, settings.For<TSettings>(name)));

    /// <exception cref="CommandLineException">An option is unknown or out of range.</exception>
    public TModel Train(TContext context, SettingAssignments settings) => _train(context, settings);
}

/// <summary>Settings of a model that has none.</summary>
internal sealed record NoSettings;
