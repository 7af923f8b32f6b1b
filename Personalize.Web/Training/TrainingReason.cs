namespace Personalize.Web.Training;

/// <summary>Why a training began, in words that follow "trained".</summary>
internal static class TrainingReason
{
    public static string Words(string reason) => reason switch
    {
        "start" => "at the start",
        "timer" => "by the timetable",
        "import" => "after an import",
        "manual" => "by a click",
        _ => reason,
    };
}
