using System.Globalization;
using Personalize.Web.Recommendations;

namespace Personalize.Web.Training;

/// <summary>Stages of a training in the words of the pages.</summary>
internal static class StageText
{
    /// <param name="stage">Lower-case name of a stage, or of the model that is trained in it.</param>
    public static string Of(string stage)
    {
        var label = ScorerText.Label(stage);
        return label.Length == 0 ? label : char.ToUpper(label[0], CultureInfo.InvariantCulture) + label[1..];
    }
}
