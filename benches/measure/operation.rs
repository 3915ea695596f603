//! The operations that are measured.

/// Something that is done over and over.
pub(crate) struct Operation<'a> {
    pub(crate) name: String,
    repeat: Box<dyn FnMut(u32) + 'a>,
}

impl<'a> Operation<'a> {
    /// Runs a function as often as its argument says.
    pub(crate) fn new(name: impl Into<String>, repeat: impl FnMut(u32) + 'a) -> Self {
        Self {
            name: name.into(),
            repeat: Box::new(repeat),
        }
    }

    /// Never inlined, so that a profiler can be limited to it.
    #[inline(never)]
    pub(crate) fn run(&mut self, times: u32) {
        (self.repeat)(times);
    }
}
