using Personalize.Engine.Autoencoders;
using Personalize.Engine.Interactions;
using Personalize.Engine.Ranking;
using Personalize.Engine.Repeats;

namespace Personalize.Engine.Sections;

/// <summary>How a learned ranker is kept: what was learnt, and what is known of items and customers.</summary>
internal static class RankerSections
{
    // What the ranker asks is always asked as of no version.
    private const long Unversioned = 0;

    public static SectionWriter Write(RankerModel model)
    {
        var (settings, signals) = (model.Settings, model.Signals);
        var section = new SectionWriter()
            .Double(settings.HorizonDays).Int32(settings.Windows).Int32(settings.Candidates).Int32(settings.RandomItems)
            .Int32(settings.MostCustomers).Double(settings.Penalty).Int32(settings.FewestToldOf);
        LearntSections.Settings(section, settings.AlsoBought);
        RepeatSections.Settings(section, settings.Repeat).Int64(signals.Until);
        foreach (var byItem in signals.Popularity) section.Doubles(byItem);
        section.Doubles(signals.Repeatability).Rows(signals.Similar.Tastes.Rows).Int32(model.Rule is null ? 0 : 1);
        if (model.Rule is { } rule) section.Doubles(rule.Means).Doubles(rule.Deviations).Doubles(rule.Coefficients).Double(rule.Intercept);
        var alsoBought = LearntSections.Write(signals.AlsoBought);
        return section.Text(signals.AlsoBought.Name).Bytes(alsoBought.Written.Span);
    }

    public static RankerModel Read(string name, SectionReader section, long version)
    {
        var settings = new RankerSettings
        {
            HorizonDays = section.Double(),
            Windows = section.Int32(),
            Candidates = section.Int32(),
            RandomItems = section.Int32(),
            MostCustomers = section.Int32(),
            Penalty = section.Double(),
            FewestToldOf = section.Int32(),
            AlsoBought = LearntSections.ReadEaseSettings(section),
            Repeat = RepeatSections.ReadSettings(section),
        };
        var until = section.Int64();
        var popularity = new double[ItemSignals.HalfLives.Length][];
        for (var at = 0; at < popularity.Length; at++) popularity[at] = section.Doubles();
        var repeatability = section.Doubles();
        var tastes = new SimilarTastes(new InteractionMatrix(section.Rows()), settings.Repeat.Neighbours);
        var rule = section.Int32() == 0 ? null : new LogisticRule(section.Doubles(), section.Doubles(), section.Doubles(), section.Double());
        var signals = new ItemSignals
        {
            Settings = settings,
            Until = until,
            Popularity = popularity,
            Repeatability = repeatability,
            Similar = tastes,
            AlsoBought = LearntSections.Read(section.Text(), section, Unversioned),
        };
        return new RankerModel(name == RankerModel.ScorerName ? RankerScope.AllItems : RankerScope.NewItems, signals, rule, version);
    }
}
