namespace Personalize.Web.Recommendations;

/// <summary>What moving one weight would do to an item of a list.</summary>
public abstract record WhatIfAnswer
{
    private WhatIfAnswer()
    {
    }

    /// <param name="Change">The smallest.</param>
    public sealed record Leaves(Counterfactual Change) : WhatIfAnswer;

    /// <summary>No single weight takes it out.</summary>
    public sealed record Stays : WhatIfAnswer;

    /// <param name="Why">Words that follow "Not known: ".</param>
    public sealed record Unknown(string Why) : WhatIfAnswer;
}
