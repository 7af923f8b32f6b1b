using System.Reflection;
using Personalize.Engine;
using Personalize.Engine.Engagement;
using Personalize.Engine.Text;

namespace Personalize.Tests.Engine;

public sealed class ModelSettingsTests
{
    /// <summary>Every value that can be set, by name, with the settings that differ in it alone.</summary>
    public static TheoryData<string> Values => new(
        Settable(typeof(ModelSettings)).Where(name => name != nameof(ModelSettings.Activity))
            .Concat(Settable(typeof(ActivityWeights)).Select(name => $"{nameof(ModelSettings.Activity)}.{name}")));

    [Theory]
    [MemberData(nameof(Values))]
    public void Each_value_changes_the_digest_and_survives_its_text(string name)
    {
        var changed = With(name);

        Assert.NotEqual(ModelSettings.Default.Digest, changed.Digest);
        Assert.Equal(changed, ModelSettings.OfText(changed.ToText()));
    }

    [Fact]
    public void Equal_settings_have_equal_digests() => Assert.Equal(new ModelSettings().Digest, ModelSettings.Default.Digest);

    [Fact]
    public void Rates_follow_from_half_lives()
    {
        Assert.Equal(.0077016, ModelSettings.Default.HistoryRatePerDay, 1e-7);      // .693147 / 90
        Assert.Equal(.0495105, ModelSettings.Default.PopularityRatePerDay, 1e-7);   // .693147 / 14
    }

    private static ModelSettings With(string name)
    {
        var settings = new ModelSettings { Activity = new ActivityWeights() };
        var isWeight = name.StartsWith($"{nameof(ModelSettings.Activity)}.", StringComparison.Ordinal);
        object owner = isWeight ? settings.Activity : settings;
        var property = owner.GetType().GetProperty(name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..])!;
        property.SetValue(owner, Other(property.GetValue(owner)!));
        return settings;
    }

    private static object Other(object value) => value switch
    {
        int number => number + 1,
        double number => number + 0.125,
        IdfMode.Spec => IdfMode.Smooth,
        _ => throw new NotSupportedException($"Say here what else a {value.GetType().Name} can be."),
    };

    private static IEnumerable<string> Settable(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).Select(property => property.Name);
}
