using Personalize.Engine.Autoencoders;
using Personalize.Engine.Factors;
using Personalize.Engine.Interactions;
using Personalize.Engine.Neighbours;
using Personalize.Engine.Numerics;
using Personalize.Engine.Ranking;
using Personalize.Engine.Repeats;
using Personalize.Engine.Scoring;
using Personalize.Engine.Transitions;

namespace Personalize.Engine.Sections;

/// <summary>How each scorer that is learnt from who did what is kept: one section each, named like the scorer.</summary>
internal static class LearntSections
{
    private static readonly TrainingRun Alone = new(0, 1, null, CancellationToken.None);

    /// <exception cref="ArgumentException">The scorer is of a kind that no file holds.</exception>
    public static SectionWriter Write(IScorer scorer) => scorer switch
    {
        ItemNeighbourScorer model => new SectionWriter().Rows(model.Table),
        CustomerNeighbourScorer model => new SectionWriter()
            .Int32(model.Settings.Neighbours).Int32(model.Settings.FewestToldOf).Rows(model.Interactions.Rows),
        EaseModel model => Write(model),
        IalsModel model => Write(model),
        PureSvdModel model => Factors(new SectionWriter(), model.Items).Doubles([.. model.SingularValues]),
        RepeatModel model => RepeatSections.Write(model),
        TransitionModel model => Write(model),
        RankerModel model => RankerSections.Write(model),
        _ => throw new ArgumentException($"There is no section for '{scorer.Name}'; say here how it is kept.", nameof(scorer)),
    };

    /// <param name="name">Of the scorer.</param>
    /// <exception cref="FormatException">No scorer of that name is kept.</exception>
    public static IScorer Read(string name, SectionReader section, long version) => name switch
    {
        ItemNeighbourScorer.ScorerName => new ItemNeighbourScorer(section.Rows(), version),
        CustomerNeighbourScorer.ScorerName => ReadCustomerNeighbours(section, version),
        EaseModel.ScorerName => ReadEase(section, version),
        IalsModel.ScorerName => ReadIals(section, version),
        PureSvdModel.ScorerName => new PureSvdModel(Factors(section), section.Doubles(), version),
        RepeatModel.ScorerName => RepeatSections.Read(section, version),
        TransitionModel.ScorerName => ReadTransitions(section, version),
        RankerModel.ScorerName or RankerModel.ExploreScorerName => RankerSections.Read(name, section, version),
        _ => throw new FormatException($"Unknown scorer '{name}'."),
    };

    private static CustomerNeighbourScorer ReadCustomerNeighbours(SectionReader section, long version)
    {
        var settings = new CustomerNeighbourSettings { Neighbours = section.Int32(), FewestToldOf = section.Int32() };
        return new CustomerNeighbourScorer(new InteractionMatrix(section.Rows()), settings, version);
    }

    public static SectionWriter Settings(SectionWriter section, EaseSettings settings) => section
        .Double(settings.Regularisation).Double(settings.Dropout).Int32((int)settings.History).Int32(settings.MostItems);

    public static EaseSettings ReadEaseSettings(SectionReader section) => new()
    {
        Regularisation = section.Double(),
        Dropout = section.Double(),
        History = (HistoryUse)section.Int32(),
        MostItems = section.Int32(),
    };

    // P is symmetric: the lower triangle says it all.
    private static SectionWriter Write(EaseModel model)
    {
        var items = model.ItemCount;
        var section = Settings(new SectionWriter(), model.Settings).Int32(items);
        for (var item = 0; item < items; item++) section.Floats(model.Inverse.Slice(item * items, item + 1));
        return section;
    }

    private static EaseModel ReadEase(SectionReader section, long version)
    {
        var settings = ReadEaseSettings(section);
        var items = section.Int32();
        ArgumentOutOfRangeException.ThrowIfNegative(items);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(items, settings.MostItems);
        var inverse = new float[items * items];
        for (var item = 0; item < items; item++)
        {
            section.Floats(inverse.AsSpan(item * items, item + 1));
            for (var other = 0; other < item; other++) inverse[other * items + item] = inverse[item * items + other];
        }
        return new EaseModel(inverse, items, settings, version);
    }

    // The products of factors are computed anew, in the fixed order that gave them first.
    private static SectionWriter Write(IalsModel model)
    {
        var settings = model.Settings;
        var section = new SectionWriter()
            .Int32(settings.Factors).Double(settings.UnobservedWeight).Double(settings.Regularisation).Double(settings.FrequencyExponent)
            .Int32(settings.Sweeps).Int32(settings.GradientSteps);
        return Factors(section, model.Items);
    }

    private static IalsModel ReadIals(SectionReader section, long version)
    {
        var settings = new IalsSettings
        {
            Factors = section.Int32(),
            UnobservedWeight = section.Double(),
            Regularisation = section.Double(),
            FrequencyExponent = section.Double(),
            Sweeps = section.Int32(),
            GradientSteps = section.Int32(),
        };
        return new IalsModel(ImplicitRows.Of(Factors(section), settings, Alone), version);
    }

    private static SectionWriter Write(TransitionModel model)
    {
        var settings = model.Settings;
        return new SectionWriter()
            .Int32(settings.Window).Double(settings.StepDecay).Double(settings.SourcePower).Double(settings.PopularityPower)
            .Int32(settings.HistorySteps).Double(settings.HistoryDecay).Int32(settings.Successors).Rows(model.Table);
    }

    private static TransitionModel ReadTransitions(SectionReader section, long version)
    {
        var settings = new TransitionSettings
        {
            Window = section.Int32(),
            StepDecay = section.Double(),
            SourcePower = section.Double(),
            PopularityPower = section.Double(),
            HistorySteps = section.Int32(),
            HistoryDecay = section.Double(),
            Successors = section.Int32(),
        };
        return new TransitionModel(section.Rows(), settings, version);
    }

    private static SectionWriter Factors(SectionWriter section, FactorRows rows)
    {
        section.Int32(rows.Count).Int32(rows.Width);
        for (var row = 0; row < rows.Count; row++) section.Floats(rows.Row(row)[..rows.Width]);
        return section;
    }

    private static FactorRows Factors(SectionReader section)
    {
        var rows = new FactorRows(section.Count(leastBytesEach: sizeof(float)), section.Int32());
        for (var row = 0; row < rows.Count; row++) section.Floats(rows.Row(row)[..rows.Width]);
        return rows;
    }
}
