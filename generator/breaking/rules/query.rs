//! Rules about parameters of queries. A parameter that an action does not know is refused.

use crate::breaking::rule::rules;

rules! {
    /// There is a new parameter that has to be given.
    PAR01 [E x x | E E E E E | E] mirror PAR06, oasdiff;
    /// There is a new parameter that has a default.
    PAR02 [i x x | i i i i i | i] mirror PAR06, oasdiff;
    /// There is a new parameter that may be left out.
    PAR03 [i x x | i i i i i | i] mirror PAR06, oasdiff;
    /// A parameter is gone: whoever still gives it is refused.
    PAR06 [E x x | E E E E E | E] mirror PAR03, oasdiff;
    /// A parameter that could be left out has to be given.
    PAR08 [E x x | E E W W E | E] mirror PAR09, oasdiff;
    /// A parameter that had to be given may be left out.
    PAR09 [i x x | E E i i E | i] mirror PAR08, oasdiff;
    /// A parameter has another type: values of before are refused or mean something else.
    PAR10A [E x x | E E W W E | W] mirror PAR10A, oasdiff;
    /// A parameter has a narrower type: not all values of before are taken.
    PAR10B [E x x | E E W W E | W] mirror PAR11, oasdiff;
    /// A parameter has a wider type: all values of before are taken.
    PAR11 [i x x | E E i i E | i] mirror PAR10B, oasdiff;
    /// A parameter that is left out is taken for something else.
    PAR13A [W W x | x x x x x | W] mirror PAR13A, oasdiff;
    /// A parameter that is left out is taken for a value, where it was taken for none.
    PAR13B [W W x | x x x x x | W] mirror PAR13C, oasdiff;
    /// A parameter that is left out is taken for none, where it was taken for a value.
    PAR13C [W W x | x x x x x | W] mirror PAR13B, oasdiff;
    /// A parameter that was free text is one of a list.
    PAR14A [E x x | E E i i E | W] mirror PAR14B, oasdiff;
    /// A parameter that was one of a list is free text.
    PAR14B [i x x | E E i i E | i] mirror PAR14A, oasdiff;
    /// A parameter no longer may have one of the values of its list.
    PAR15A [E x x | E E E E E | E] mirror PAR15B, oasdiff;
    /// A parameter may have one more value.
    PAR15B [i x x | E E i W i | i] mirror PAR15A, oasdiff;
    /// A limit of a parameter's length is tighter.
    PAR17A [E x x | x x x x x | W] mirror PAR19A, oasdiff;
    /// A limit of a parameter's size is tighter.
    PAR17B [E x x | x x x x x | W] mirror PAR19B, oasdiff;
    /// A parameter's length has a limit, where it had none.
    PAR18A [E x x | x x x x x | W] mirror PAR19C, oasdiff;
    /// A parameter's size has a limit, where it had none.
    PAR18B [E x x | x x x x x | W] mirror PAR19D, oasdiff;
    /// A limit of a parameter's length is wider.
    PAR19A [i x x | x x x x x | i] mirror PAR17A, oasdiff;
    /// A limit of a parameter's size is wider.
    PAR19B [i x x | x x x x x | i] mirror PAR17B, oasdiff;
    /// A parameter's length has a limit less.
    PAR19C [i x x | x x x x x | i] mirror PAR18A, oasdiff;
    /// A parameter's size has a limit less.
    PAR19D [i x x | x x x x x | i] mirror PAR18B, oasdiff;
    /// A parameter has to match a pattern.
    PAR20A [E x x | x x x x x | W] mirror PAR20C, oasdiff;
    /// A parameter has to match another pattern. Whether that takes less, no rule can tell.
    PAR20B [W x x | x x x x x | W] mirror PAR20B, oasdiff;
    /// A parameter no longer has to match a pattern.
    PAR20C [i x x | x x x x x | i] mirror PAR20A, oasdiff;
    /// A decimal parameter may have fewer digits after the point.
    PAR24A [E x x | E W i i W | W] mirror PAR24B, own;
    /// A decimal parameter may have more digits after the point.
    PAR24B [i x x | E i i i i | i] mirror PAR24A, own;
    /// A parameter is called otherwise.
    PAR07 [E x x | E E E E E | E] without "the way back is another rename, of the new name", oasdiff;
    /// A parameter had two names, and is no longer taken by the newer one.
    PAR07B [E x x | x x x x x | E] mirror DRV01, own;
    /// A value that a parameter may have had two names, and is no longer taken by the newer one.
    PAR15D [E x x | x x x x x | E] mirror DRV01, own;
    /// A value that a parameter may have is called otherwise.
    PAR15C [E x x | E E E E E | E] without "the way back is another rename, of the new name", buf;
}
