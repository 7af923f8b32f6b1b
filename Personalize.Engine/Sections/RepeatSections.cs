using Personalize.Engine.Engagement;
using Personalize.Engine.Interactions;
using Personalize.Engine.Repeats;

namespace Personalize.Engine.Sections;

/// <summary>How repeat purchases are kept.</summary>
internal static class RepeatSections
{
    public static SectionWriter Write(RepeatModel model) =>
        Settings(new SectionWriter(), model.Settings).Rows(model.Tastes.Rows).Doubles(model.Popularity);

    public static RepeatModel Read(SectionReader section, long version)
    {
        var settings = ReadSettings(section);
        return new RepeatModel(new InteractionMatrix(section.Rows()), section.Doubles(), settings, version);
    }

    public static SectionWriter Settings(SectionWriter section, RepeatSettings settings)
    {
        var kinds = settings.Activity;
        return section
            .Double(settings.BasketDecay).Double(settings.HalfLifeDays).Double(settings.OwnShare).Int32(settings.Neighbours)
            .Double(settings.PopularityShare).Double(settings.PopularityHalfLifeDays).Int32(settings.FewestToldOf)
            .Double(kinds.View).Double(kinds.Like).Double(kinds.Comment).Double(kinds.Share).Double(kinds.Purchase);
    }

    public static RepeatSettings ReadSettings(SectionReader section) => new()
    {
        BasketDecay = section.Double(),
        HalfLifeDays = section.Double(),
        OwnShare = section.Double(),
        Neighbours = section.Int32(),
        PopularityShare = section.Double(),
        PopularityHalfLifeDays = section.Double(),
        FewestToldOf = section.Int32(),
        Activity = new ActivityWeights
        {
            View = section.Double(),
            Like = section.Double(),
            Comment = section.Double(),
            Share = section.Double(),
            Purchase = section.Double(),
        },
    };
}
